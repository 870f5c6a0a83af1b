<?php $product = $good['product']; ?>
      <li class="good">
        <a class="good-picture" href="/goods/<?= $e($product->id) ?>" tabindex="-1" aria-hidden="true"><img src="/assets/goods/<?= $e($product->id) ?>.svg" alt="" width="400" height="400" loading="lazy"></a>
        <div class="good-words">
          <h3><a href="/goods/<?= $e($product->id) ?>"><?= $e($product->name) ?></a></h3>
          <p class="soft small"><?= $e($product->detail) ?></p>
        </div>
        <p class="price"><?= $part('price', ['good' => $good]) ?></p>
        <form method="post" action="/cart/add">
          <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
          <input type="hidden" name="product" value="<?= $e($product->id) ?>">
          <input type="hidden" name="quantity" value="1">
          <input type="hidden" name="back" value="<?= $e($back) ?>">
          <button class="add">Add<span class="visually-hidden"> <?= $e($product->name) ?> to the cart</span></button>
        </form>
      </li>
