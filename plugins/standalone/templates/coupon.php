<?php
/** The coupon field and the codes of the cart. Without JavaScript they are forms; with it, the element checks while one types. */
$json = static fn (mixed $value): string => json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
?>
          <remise-coupon endpoint="/cart/coupon" csrf="<?= $e($csrf) ?>" locale="<?= $e($locale) ?>" patterns="<?= $e($json($patterns)) ?>" priced="<?= $e($json($priced)) ?>" data-cart="<?= $e($json($cart)) ?>">
            <form method="post" action="/cart/coupon">
              <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
              <label for="code">Coupon code</label>
              <input id="code" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false">
              <button>Apply</button>
            </form>
<?php if ($priced['coupons'] !== []): ?>
            <ul class="remise-codes" data-fallback aria-label="Codes in this cart">
<?php foreach ($priced['coupons'] as $coupon): ?>
              <li class="remise-ticket" data-answer="<?= $e($coupon['answer']) ?>">
                <span class="remise-code"><?= $e($coupon['code']) ?></span>
                <div class="remise-words">
<?php if ($coupon['answer'] === 'applied'): ?>
                  <p><span class="visually-hidden">is applied: </span><?= $e($coupon['discountText']) ?> off</p>
<?php else: ?>
<?php foreach ($coupon['reasons'] as $reason): ?>
                  <p lang="<?= $e($locale) ?>"><?= $e($reason['message']) ?></p>
<?php endforeach ?>
<?php endif ?>
                </div>
                <form class="remise-remove" method="post" action="/cart/coupon/remove">
                  <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
                  <input type="hidden" name="code" value="<?= $e($coupon['code']) ?>">
                  <button class="quiet">Remove<span class="visually-hidden"> coupon <?= $e($coupon['code']) ?></span></button>
                </form>
              </li>
<?php endforeach ?>
            </ul>
<?php endif ?>
          </remise-coupon>
