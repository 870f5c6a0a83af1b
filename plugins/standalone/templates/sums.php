<?php $shares = Remise\Standalone\Sale\Codes::applied($sums); ?>
          <dl class="sums">
            <div><dt>Goods</dt><dd data-priced="subtotalText"><?= $e($sums['subtotalText']) ?></dd></div>
<?php foreach ($shares as $share): ?>
            <div class="off" data-share><dt>Coupon <span class="code small"><?= $e($share['code']) ?></span></dt><dd>−<?= $e($share['discountText']) ?></dd></div>
<?php endforeach ?>
            <div class="off" data-together<?= count($shares) < 2 ? ' hidden' : '' ?>><dt>Coupons together</dt><dd>−<span data-priced="discountText"><?= $e($sums['discountText']) ?></span></dd></div>
            <div><dt>Shipping</dt><dd data-priced="shippingText"><?= $e($sums['shippingText']) ?></dd></div>
            <div class="grand"><dt>Total</dt><dd data-priced="totalText"><?= $e($sums['totalText']) ?></dd></div>
          </dl>
