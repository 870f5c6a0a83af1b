<span class="badge" data-kind="<?= $e(['registered' => 'info', 'paid' => 'good', 'cancelled' => 'bad'][$status] ?? '') ?>"><?= $e($status) ?></span>
