    <nav class="crumbs small" aria-label="You are here">Master data <span aria-hidden="true">/</span> Vouchers</nav>
    <div class="page-title row apart">
      <h1>Vouchers</h1>
      <div class="row">
        <a class="button" href="/vouchers/table<?= $e($filter) ?>" download="vouchers.csv">Export as CSV</a>
        <a class="button" href="/vouchers/sheet<?= $e($here) ?>">Print with QR codes</a>
      </div>
    </div>
    <form class="card filter" method="get" action="/vouchers" role="search" aria-label="Vouchers">
      <div class="field grow"><label for="q">Code begins with</label><input id="q" name="q" type="search" value="<?= $e($chosen['q']) ?>" autocomplete="off" spellcheck="false"></div>
      <div class="field"><label for="status">Status</label>
        <select id="status" name="status">
          <option value="">all</option>
<?php foreach ($states as $state): ?>
          <option<?= $state === $chosen['status'] ? ' selected' : '' ?>><?= $e($state) ?></option>
<?php endforeach ?>
        </select>
      </div>
      <div class="field"><label for="sort">Sorted by</label>
        <select id="sort" name="sort">
<?php foreach (['newest' => 'newest first', 'oldest' => 'oldest first', 'code' => 'code', 'used' => 'last used first'] as $word => $name): ?>
          <option value="<?= $e($word) ?>"<?= $word === $chosen['sort'] ? ' selected' : '' ?>><?= $e($name) ?></option>
<?php endforeach ?>
        </select>
      </div>
<?php if ($chosen['type'] !== ''): ?>
      <input type="hidden" name="type" value="<?= $e($chosen['type']) ?>">
<?php endif ?>
      <button class="primary">Show</button>
    </form>
<?php if ($chosen['type'] !== ''): ?>
    <p>Only <?= $e($vouchers[0]['name'] ?? 'one type') ?>. <a href="<?= $e($typed('')) ?>">Show all types</a></p>
<?php endif ?>
<?php if ($vouchers === []): ?>
    <p class="card empty lead"><?= $chosen['q'] . $chosen['status'] . $chosen['type'] === '' ? 'You have not bought any vouchers yet. <a href="/goods/vouchers-cafe">Look at them.</a>' : 'None of your vouchers is like that. <a href="/vouchers">Show all of them.</a>' ?></p>
<?php else: ?>
    <section class="card">
      <div class="scroll" tabindex="0" role="region" aria-label="Vouchers">
        <table class="vouchers">
          <caption class="visually-hidden">Vouchers that you bought</caption>
          <thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Used at</th><th scope="col">Merchant ID</th><th scope="col">Type</th><th scope="col">Valid until</th></tr></thead>
          <tbody>
<?php foreach ($vouchers as $voucher): ?>
            <tr>
              <th scope="row"><span class="code"><?= $e($voucher['code']) ?></span> <button class="copy quiet" type="button" data-copy="<?= $e($voucher['code']) ?>" hidden>Copy<span class="visually-hidden"> <?= $e($voucher['code']) ?></span></button></th>
              <td><?= $part('voucher-status', ['status' => $voucher['status']]) ?></td>
              <td class="nowrap"><?= $e($voucher['used']) ?></td>
              <td><?= isset($voucher['merchantId']) ? $e($voucher['merchantId']) : (isset($voucher['usedBy']) ? '<span class="soft">order ' . $e($voucher['usedBy']) . '</span>' : '') ?></td>
              <td><?php if ($chosen['type'] === ''): ?><a href="<?= $e($typed($voucher['template'])) ?>"><?= $e($voucher['name']) ?></a><?php else: ?><?= $e($voucher['name']) ?><?php endif ?></td>
              <td class="nowrap"><?= $e($voucher['until']) ?></td>
            </tr>
<?php endforeach ?>
          </tbody>
        </table>
      </div>
<?= $part('pager', ['path' => '/vouchers', 'previous' => $previous, 'next' => $next]) ?>
    </section>
<?php endif ?>
