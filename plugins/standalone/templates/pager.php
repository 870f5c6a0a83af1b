<?php if ($previous !== null || $next !== null): ?>
      <nav class="pager row apart" aria-label="Pages">
<?php foreach ([['← Before', $previous], ['Next →', $next]] as [$name, $link]): ?>
        <?= $link === null ? '<span></span>' : '<a class="button" href="' . $e($path . $link) . '">' . $e($name) . '</a>' ?>

<?php endforeach ?>
      </nav>
<?php endif ?>
