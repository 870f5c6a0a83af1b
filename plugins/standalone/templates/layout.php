<?php /** The frame of every page. Also works without JavaScript: the script only spares a click. */ ?>
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><?= $e($title) ?> · <?= $e($shop->name) ?></title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/console-theme.css">
  <link rel="stylesheet" href="/pkg/element.css">
  <link rel="stylesheet" href="/assets/shop.css">
  <script type="module" src="/assets/shop.js"></script>
</head>
<body data-page="<?= $e($template) ?>">
  <a class="skip button" href="#main">Skip to the content</a>
<?= $part('chooser') ?>
  <header class="topbar">
    <div class="page">
      <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="34" height="34"> <?= $e($shop->name) ?></a>
      <nav class="menu" aria-label="Shop">
        <a href="/"<?= in_array($template, ['catalogue', 'product'], true) ? ' aria-current="page"' : '' ?>>Goods</a>
        <a href="/orders"<?= in_array($template, ['orders', 'order'], true) ? ' aria-current="page"' : '' ?>>Orders</a>
<?php if ($customer !== null): ?>
        <a href="/vouchers"<?= str_starts_with($template, 'vouchers') ? ' aria-current="page"' : '' ?>>Vouchers</a>
<?php endif ?>
        <a href="/admin"<?= str_starts_with($template, 'admin') ? ' aria-current="page"' : '' ?>>Back office</a>
      </nav>
      <a class="button cart-link" href="/cart"<?= in_array($template, ['cart', 'checkout'], true) ? ' aria-current="page"' : '' ?>>
        <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 8h14l-1.2 11.2a2 2 0 0 1-2 1.8H8.2a2 2 0 0 1-2-1.8z"/><path d="M9 8V6.5a3 3 0 0 1 6 0V8"/></svg>
        <span class="cart-word">Cart</span> <span class="count" data-items><?= $e($items) ?></span><span class="visually-hidden"> items</span>
      </a>
    </div>
  </header>
  <main id="main" class="page" tabindex="-1">
<?php foreach ($messages as $message): ?>
    <p class="notice flash" role="status" data-kind="<?= $e($message['kind']) ?>"><?= $e($message['message']) ?></p>
<?php endforeach ?>
<?= $main ?>
  </main>
  <footer class="foot">
    <div class="page">
      <p><strong><?= $e($shop->name) ?></strong> is the demo shop of Remise. Nothing is delivered and nothing is charged.</p>
      <p class="soft">Every price, total and discount on these pages was worked out by the coupon engine.</p>
    </div>
  </footer>
</body>
</html>
