          <dl class="sums">
            <div><dt>Goods</dt><dd data-priced="subtotalText"><?= $e($sums['subtotalText']) ?></dd></div>
            <div class="off" data-discount<?= $sums['discountMinor'] === 0 ? ' hidden' : '' ?>><dt>Coupon <span class="code small" data-priced-code><?= $e($sums['coupon']['code'] ?? '') ?></span></dt><dd>−<span data-priced="discountText"><?= $e($sums['discountText']) ?></span></dd></div>
            <div><dt>Shipping</dt><dd data-priced="shippingText"><?= $e($sums['shippingText']) ?></dd></div>
            <div class="grand"><dt>Total</dt><dd data-priced="totalText"><?= $e($sums['totalText']) ?></dd></div>
          </dl>
