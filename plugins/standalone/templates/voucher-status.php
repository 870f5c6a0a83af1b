<span class="badge" data-kind="<?= $e(['active' => 'good', 'used' => 'info', 'blocked' => 'bad', 'expired' => 'warn'][$status]) ?>"><?= $e($status) ?></span>
