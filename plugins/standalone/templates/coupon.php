<?php
/** The coupon field. Without JavaScript it is a form and a sentence; with it, the element checks while one types. */
$json = static fn (mixed $value): string => json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
$answer = $priced['coupon'] ?? null;
?>
          <remise-coupon endpoint="/cart/coupon" csrf="<?= $e($csrf) ?>" locale="<?= $e($locale) ?>" patterns="<?= $e($json($patterns)) ?>" priced="<?= $e($json($priced)) ?>" data-cart="<?= $e($json($cart)) ?>">
            <form method="post" action="/cart/coupon">
              <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
              <label for="code">Coupon code</label>
              <input id="code" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false" value="<?= $e($code) ?>">
              <button>Apply</button>
            </form>
            <div data-fallback class="stack tight" role="status">
<?php if ($answer !== null && $answer['answer'] === 'applied'): ?>
              <p class="notice" data-kind="good"><span class="code"><?= $e($answer['code']) ?></span> is applied: <?= $e($priced['discountText']) ?> off</p>
<?php elseif ($answer !== null): ?>
              <div class="notice" data-kind="warn" lang="<?= $e($locale) ?>">
<?php foreach ($answer['reasons'] as $reason): ?>
                <p><?= $e($reason['message']) ?></p>
<?php endforeach ?>
              </div>
<?php endif ?>
<?php if ($answer !== null): ?>
              <form method="post" action="/cart/coupon/remove">
                <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
                <button class="quiet small">Remove the code</button>
              </form>
<?php endif ?>
            </div>
          </remise-coupon>
