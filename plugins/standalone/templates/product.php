<?php $product = $good['product']; ?>
    <nav class="crumbs small" aria-label="You are here"><a href="/">Goods</a> <span aria-hidden="true">/</span> <a href="/?category=<?= $e($product->category) ?>"><?= $e($categories[$product->category]) ?></a></nav>
    <article class="product">
      <div class="product-picture"><img src="/assets/goods/<?= $e($product->id) ?>.svg" alt="<?= $e($product->name) ?>" width="400" height="400"></div>
      <div class="stack loose">
        <div>
          <p class="kicker"><?= $e($product->brand) ?></p>
          <h1><?= $e($product->name) ?></h1>
          <p class="soft"><?= $e($product->detail) ?></p>
        </div>
        <p class="price big"><?= $part('price', ['good' => $good]) ?></p>
        <p class="lead"><?= $e($product->text) ?></p>
        <form class="buy" method="post" action="/cart/add">
          <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
          <input type="hidden" name="product" value="<?= $e($product->id) ?>">
          <input type="hidden" name="back" value="/cart">
          <div class="field">
            <label for="quantity">Quantity</label>
            <input id="quantity" name="quantity" type="number" min="1" max="999" value="1" inputmode="numeric">
          </div>
          <button class="primary">Add to cart</button>
        </form>
        <dl class="facts">
<?php foreach ($product->attributes as $name => $value): ?>
          <div><dt><?= $e(ucfirst($name)) ?></dt><dd><?= $e($value) ?></dd></div>
<?php endforeach ?>
        </dl>
      </div>
    </article>
<?php if ($others !== []): ?>
    <section class="others">
      <h2>Goes well with it</h2>
      <ul class="goods">
<?php foreach ($others as $other): ?>
<?= $part('card', ['good' => $other, 'back' => '/cart']) ?>
<?php endforeach ?>
      </ul>
    </section>
<?php endif ?>
