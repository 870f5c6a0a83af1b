<?php if ($job['state'] === 'waiting'): ?>
<span class="making" data-job="<?= $e($order) ?>"><progress max="<?= $e(max(1, $job['wanted'])) ?>" value="<?= $e($job['made']) ?>" aria-label="Voucher codes of <?= $e($order) ?>"></progress> <span><?= $e($job['made']) ?> of <?= $e($job['wanted']) ?></span></span>
<?php elseif ($job['state'] === 'stuck'): ?>
<span class="badge" data-kind="bad">stuck</span> <small><?= $e($job['problem']) ?></small>
<form method="post" action="/admin/vouchers/<?= $e($order) ?>"><input type="hidden" name="csrf" value="<?= $e($csrf) ?>"><button>Try again<span class="visually-hidden">: the vouchers of <?= $e($order) ?></span></button></form>
<?php else: ?>
<?= $e($job['made']) ?> <small class="soft"><?= $job['state'] === 'cancelled' ? 'cancelled' : 'made' ?></small>
<?php endif ?>
