<?php if ($category === ''): ?>
    <section class="hero">
      <div>
        <p class="kicker">Coffee, paper, and the things around them</p>
        <h1>A slow morning, well equipped.</h1>
        <p class="lead">Twelve goods we would not want to be without. A first order is ten per cent lighter with <span class="code chip">WELCOME10</span>.</p>
      </div>
      <div class="hero-pictures" aria-hidden="true">
        <img src="/assets/goods/dripper-alba.svg" alt="" width="400" height="400">
        <img src="/assets/goods/notebook-pauta.svg" alt="" width="400" height="400">
        <img src="/assets/goods/cups-barro.svg" alt="" width="400" height="400">
      </div>
    </section>
<?php else: ?>
    <h1 class="page-title"><?= $e($categories[$category]) ?></h1>
<?php endif ?>
    <nav class="categories" aria-label="Categories">
      <a href="/"<?= $category === '' ? ' aria-current="page"' : '' ?>>Everything</a>
<?php foreach ($categories as $id => $name): ?>
      <a href="/?category=<?= $e($id) ?>"<?= $category === $id ? ' aria-current="page"' : '' ?>><?= $e($name) ?></a>
<?php endforeach ?>
    </nav>
    <h2 class="visually-hidden">Goods</h2>
    <ul class="goods">
<?php foreach ($goods as $good): ?>
<?= $part('card', ['good' => $good, 'back' => $category === '' ? '/' : "/?category=$category"]) ?>
<?php endforeach ?>
    </ul>
