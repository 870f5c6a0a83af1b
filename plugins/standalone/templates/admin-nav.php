    <div class="page-title row apart">
      <h1><?= $e($heading) ?></h1>
      <div class="row">
        <a class="button primary" href="/console/">Coupon console</a>
        <form method="post" action="/admin/logout"><input type="hidden" name="csrf" value="<?= $e($csrf) ?>"><button>Sign out</button></form>
      </div>
    </div>
    <nav class="categories tabs" aria-label="Back office">
<?php foreach (['/admin/orders' => 'Orders', '/admin/products' => 'Products', '/admin/mail' => 'Mail'] as $path => $name): ?>
      <a href="<?= $e($path) ?>"<?= $path === $here ? ' aria-current="page"' : '' ?>><?= $e($name) ?></a>
<?php endforeach ?>
    </nav>
