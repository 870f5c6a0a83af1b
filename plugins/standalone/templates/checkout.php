<?php $rejected = Remise\Standalone\Sale\Codes::rejected($priced); ?>
    <h1 class="page-title">Checkout</h1>
    <form class="columns" method="post" action="/checkout">
      <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
      <input type="hidden" name="order" value="<?= $e($order) ?>">
      <input type="hidden" name="totalMinor" value="<?= $e($priced['totalMinor']) ?>">
      <div class="stack loose">
<?php if ($refused): ?>
        <div class="notice stack tight" data-kind="bad" role="alert">
          <p><strong><?= count($rejected) > 1 ? 'Some codes' : 'The coupon' ?> could not be used.</strong></p>
<?= $part('rejected', ['rejected' => $rejected]) ?>
          <p>Nothing was ordered, and your cart is as it was. You can order without what does not apply, or <a href="/cart#coupon">change the codes</a>.</p>
        </div>
<?php endif ?>
<?php if ($changed !== null): ?>
        <div class="notice stack tight" data-kind="warn" role="alert">
          <p><strong><?= $e($changed) ?></strong></p>
          <p>It was another one when you pressed the button, so nothing was ordered yet.</p>
        </div>
<?php endif ?>
        <section class="card stack" aria-labelledby="who-title">
          <h2 id="who-title">Who and where to</h2>
<?php if ($customer !== null): ?>
          <p><strong><?= $e($customer->name) ?></strong><br><span class="soft"><?= $e($customer->email) ?> · <?= $e($customer->modality) ?> customer</span></p>
<?php else: ?>
          <div class="field">
            <label for="email">E-mail address</label>
            <input id="email" name="email" type="email" required autocomplete="email" value="<?= $e($email) ?>"<?= isset($wrong['email']) ? ' aria-invalid="true" aria-describedby="email-wrong"' : '' ?>>
<?php if (isset($wrong['email'])): ?>
            <span class="wrong" id="email-wrong"><?= $e($wrong['email']) ?></span>
<?php endif ?>
            <span class="hint">Only for this order; the coupons keep no more than a keyed hash of it.</span>
          </div>
<?php endif ?>
          <div class="field">
            <label for="country">Deliver to</label>
            <select id="country" name="country" autocomplete="country"<?= isset($wrong['country']) ? ' aria-invalid="true"' : '' ?>>
<?php foreach ($destinations as $id => $name): ?>
              <option value="<?= $e($id) ?>"<?= $id === $country ? ' selected' : '' ?>><?= $e($name) ?></option>
<?php endforeach ?>
            </select>
          </div>
        </section>
        <section class="card stack" aria-labelledby="pay-title">
          <h2 id="pay-title">Payment</h2>
          <p>By invoice. The order is registered now, and an admin of this shop marks it as paid.</p>
        </section>
      </div>
      <div class="side stack loose">
        <section class="card stack" aria-labelledby="sum-title">
          <h2 id="sum-title">Your order</h2>
          <ul class="brief">
<?php foreach ($priced['lines'] as $line): ?>
            <li><span><span class="number"><?= $e($cart[$line['id']]) ?> ×</span> <?= $e($products[$line['id']]->name) ?></span> <span class="number"><?= $e($line['totalText']) ?></span></li>
<?php endforeach ?>
<?php foreach ($priced['gifts'] as $gift): ?>
            <li><span><span class="number"><?= $e($gift['units']) ?> ×</span> <?= $e($gift['name']) ?>, free with <span class="code small"><?= $e($gift['code']) ?></span></span> <span class="number"><?= $e($gift['totalText']) ?></span></li>
<?php endforeach ?>
          </ul>
          <div aria-live="polite">
<?= $part('sums', ['sums' => $priced]) ?>
          </div>
<?php if (!$refused && $rejected !== []): ?>
          <div class="notice stack tight small" data-kind="warn">
<?= $part('rejected', ['rejected' => $rejected]) ?>
          </div>
<?php endif ?>
<?php if ($refused && $rejected !== []): ?>
          <button class="primary wide" name="without" value="<?= $e(implode("\t", array_column($rejected, 'code'))) ?>">Order without what does not apply</button>
          <button class="wide">Try again with all codes</button>
<?php else: ?>
          <button class="primary wide">Place the order</button>
<?php endif ?>
          <p class="small soft center"><a href="/cart">Back to the cart</a></p>
        </section>
      </div>
    </form>
