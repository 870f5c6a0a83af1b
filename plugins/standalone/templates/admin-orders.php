<?= $part('admin-nav', ['heading' => 'Orders', 'here' => '/admin/orders']) ?>
<?php if ($orders === []): ?>
    <p class="card empty lead">No orders yet. <a href="/">Place one.</a></p>
<?php else: ?>
    <section class="card">
      <div class="scroll">
        <table>
          <caption class="visually-hidden">The last 200 orders, newest first</caption>
          <thead><tr><th scope="col">Order</th><th scope="col">Placed</th><th scope="col">Customer</th><th scope="col">Status</th><th scope="col">Coupons</th><th scope="col">Vouchers</th><th scope="col" class="number">Discount</th><th scope="col" class="number">Total</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
          <tbody>
<?php foreach ($orders as $order): ?>
            <tr>
              <th scope="row"><a href="/orders/<?= $e($order['id']) ?>"><?= $e($order['id']) ?></a></th>
              <td class="nowrap"><?= $e($order['placed']) ?></td>
              <td><?= $e($order['name'] === '' ? $order['email'] : $order['name']) ?> <small class="soft"><?= $e($order['country']) ?></small></td>
              <td><?= $part('status', ['status' => $order['status']]) ?></td>
              <td><?php foreach ($order['codes'] as $code): ?><span class="code small"><?= $e($code['code']) ?></span> <?php endforeach ?></td>
              <td><?= isset($jobs[$order['id']]) ? $part('voucher-cell', ['job' => $jobs[$order['id']], 'order' => $order['id']]) : '' ?></td>
              <td class="number"><?= $order['discount_minor'] === 0 ? '' : '−' . $e($order['discount_text']) ?></td>
              <td class="number"><?= $e($order['total_text']) ?></td>
              <td><div class="row acts">
<?php if ($order['status'] === 'registered'): ?>
                <form method="post" action="/admin/orders/<?= $e($order['id']) ?>/pay"><input type="hidden" name="csrf" value="<?= $e($csrf) ?>"><button>Mark paid<span class="visually-hidden"> <?= $e($order['id']) ?></span></button></form>
<?php endif ?>
<?php if ($order['status'] !== 'cancelled'): ?>
                <form method="post" action="/admin/orders/<?= $e($order['id']) ?>/cancel"><input type="hidden" name="csrf" value="<?= $e($csrf) ?>"><button class="quiet">Cancel<span class="visually-hidden"> <?= $e($order['id']) ?></span></button></form>
<?php endif ?>
              </div></td>
            </tr>
<?php endforeach ?>
          </tbody>
        </table>
      </div>
    </section>
<?php endif ?>
