<?php /** Codes that do not apply, each with its reasons. */ ?>
<?php foreach ($rejected as $one): ?>
<?php foreach ($one['reasons'] as $reason): ?>
            <p><span class="code"><?= $e($one['code']) ?></span>: <span lang="<?= $e($locale) ?>"><?= $e($reason['message']) ?></span></p>
<?php endforeach ?>
<?php endforeach ?>
