<?php
$sums = ['subtotalText' => $order['subtotal_text'], 'discountText' => $order['discount_text'], 'shippingText' => $order['shipping_text'], 'totalText' => $order['total_text'], 'coupons' => []];
foreach ($order['codes'] as $code) {
    $sums['coupons'][] = ['answer' => 'applied', 'code' => $code['code'], 'discountText' => $code['discount_text']];
}
?>
    <div class="page-title">
      <p class="kicker">Order <?= $e($order['id']) ?></p>
      <h1><?= $e(['registered' => 'Thank you for your order', 'paid' => 'Paid, and being packed', 'cancelled' => 'This order was cancelled'][$order['status']]) ?></h1>
      <p class="soft"><?= $part('status', ['status' => $order['status']]) ?> <?= $e($order['placed']) ?> · <?= $e($order['email']) ?> · to <?= $e($countries[$order['country']] ?? $order['country']) ?></p>
    </div>
    <div class="columns">
      <section class="card" aria-labelledby="lines-title">
        <h2 id="lines-title" class="visually-hidden">Goods</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="lines-title">
        <table class="order-lines">
          <thead><tr><th scope="col">Goods</th><th scope="col" class="number">Each</th><th scope="col" class="number">Quantity</th><th scope="col" class="number">Coupon share</th><th scope="col" class="number">Sum</th></tr></thead>
          <tbody>
<?php foreach ($order['lines'] as $line): ?>
            <tr><th scope="row"><?= $e($line['name']) ?></th><td class="number"><?= $e($line['unit_price_text']) ?></td><td class="number"><?= $e($line['quantity']) ?></td><td class="number off"><?= $line['discount_minor'] === 0 ? '' : '−' . $e($line['discount_text']) ?></td><td class="number"><?= $e($line['total_text']) ?></td></tr>
<?php endforeach ?>
<?php foreach ($order['gifts'] as $gift): ?>
            <tr><th scope="row"><?= $e($gift['name']) ?></th><td class="number"><?= $e($gift['total_text']) ?></td><td class="number"><?= $e($gift['units']) ?></td><td>free with <span class="code small"><?= $e($gift['code']) ?></span></td><td class="number"><?= $e($gift['total_text']) ?></td></tr>
<?php endforeach ?>
          </tbody>
        </table>
        </div>
      </section>
      <div class="side stack loose">
        <section class="card stack" aria-labelledby="sum-title">
          <h2 id="sum-title">Summary</h2>
<?= $part('sums', ['sums' => $sums]) ?>
          <a class="button wide" href="/">Back to the goods</a>
        </section>
      </div>
    </div>
