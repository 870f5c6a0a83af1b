    <nav class="crumbs small" aria-label="You are here">Master data <span aria-hidden="true">/</span> <a href="/vouchers<?= $e($filter) ?>">Vouchers</a> <span aria-hidden="true">/</span> Print</nav>
    <div class="page-title row apart on-screen">
      <h1>Vouchers to print</h1>
      <button class="primary" type="button" data-print hidden>Print this sheet</button>
    </div>
<?php if ($vouchers === []): ?>
    <p class="card empty lead">There is nothing to print. <a href="/vouchers">Show all vouchers.</a></p>
<?php endif ?>
    <ul class="sheet">
<?php foreach ($vouchers as $at => $voucher): ?>
      <li>
        <div class="qr" role="img" aria-label="QR code of <?= $e($voucher['code']) ?>"><?= $pictures[$at] ?></div>
        <div>
          <p><strong><?= $e($voucher['name']) ?></strong></p>
          <p class="code"><?= $e($voucher['code']) ?></p>
          <p class="small soft"><?= $voucher['status'] === 'active' ? 'valid until ' . $e($voucher['until']) : $e($voucher['status']) ?></p>
        </div>
      </li>
<?php endforeach ?>
    </ul>
<?= $part('pager', ['path' => '/vouchers/sheet', 'previous' => $previous, 'next' => $next]) ?>
