    <h1 class="page-title">Your orders</h1>
<?php if ($orders === []): ?>
    <div class="card empty stack">
      <img src="/assets/goods/pen-latao.svg" alt="" width="180" height="180">
      <p class="lead">No orders yet<?= $customer === null ? ' in this browser' : '' ?>.</p>
      <p><a class="button primary" href="/">Look at the goods</a></p>
    </div>
<?php else: ?>
    <section class="card">
      <div class="scroll">
        <table>
          <caption class="visually-hidden">Orders, newest first</caption>
          <thead><tr><th scope="col">Order</th><th scope="col">Placed</th><th scope="col">Status</th><th scope="col">Coupons</th><th scope="col" class="number">Total</th></tr></thead>
          <tbody>
<?php foreach ($orders as $order): ?>
            <tr><th scope="row"><a href="/orders/<?= $e($order['id']) ?>"><?= $e($order['id']) ?></a></th><td><?= $e($order['placed']) ?></td><td><?= $part('status', ['status' => $order['status']]) ?></td><td><?= $order['codes'] === [] ? '<span class="soft">none</span>' : '' ?><?php foreach ($order['codes'] as $code): ?><span class="code"><?= $e($code['code']) ?></span> <?php endforeach ?></td><td class="number"><?= $e($order['total_text']) ?></td></tr>
<?php endforeach ?>
          </tbody>
        </table>
      </div>
    </section>
<?php endif ?>
