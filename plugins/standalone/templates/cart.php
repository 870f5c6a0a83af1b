    <h1 class="page-title">Your cart</h1>
<?php if ($priced === null): ?>
    <div class="card empty stack">
      <img src="/assets/goods/towels-linho.svg" alt="" width="180" height="180">
      <p class="lead">There is nothing in it yet.</p>
      <p><a class="button primary" href="/">Look at the goods</a></p>
    </div>
<?php else: ?>
    <div class="columns">
      <section class="card" aria-labelledby="lines-title">
        <h2 id="lines-title" class="visually-hidden">Goods in your cart</h2>
        <ul class="lines" data-lines>
<?php foreach ($priced['lines'] as $i => $line): $product = $products[$line['id']]; ?>
          <li data-line-id="<?= $e($line['id']) ?>">
            <a class="thumb" href="/goods/<?= $e($product->id) ?>" tabindex="-1" aria-hidden="true"><img src="/assets/goods/<?= $e($product->id) ?>.svg" alt="" width="96" height="96"></a>
            <div class="line-words">
              <h3><a href="/goods/<?= $e($product->id) ?>"><?= $e($product->name) ?></a></h3>
              <p class="soft small"><?= $e($product->detail) ?> · <?= $e($line['unitPriceText']) ?><?= $cart['lines'][$i]['onPromotion'] ? ' <span class="badge" data-kind="warn">on offer</span>' : '' ?></p>
            </div>
            <form class="quantity" method="post" action="/cart/lines">
              <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
              <input type="hidden" name="line" value="<?= $e($line['id']) ?>">
              <label class="visually-hidden" for="quantity-<?= $e($i) ?>">Quantity of <?= $e($product->name) ?></label>
              <input id="quantity-<?= $e($i) ?>" name="quantity" type="number" min="0" max="999" value="<?= $e($cart['lines'][$i]['quantity']) ?>" inputmode="numeric">
              <button class="no-script">Update</button>
            </form>
            <form class="remove" method="post" action="/cart/lines">
              <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
              <input type="hidden" name="line" value="<?= $e($line['id']) ?>">
              <input type="hidden" name="quantity" value="0">
              <button class="quiet small">Remove<span class="visually-hidden"> <?= $e($product->name) ?></span></button>
            </form>
            <p class="line-sum number"><span data-line="totalText"><?= $e($line['totalText']) ?></span>
              <small class="off" data-line="discount"<?= $line['discountMinor'] === 0 ? ' hidden' : '' ?>><span class="visually-hidden">discount </span>−<span data-line="discountText"><?= $e($line['discountText']) ?></span></small></p>
          </li>
<?php endforeach ?>
        </ul>
        <ul class="lines gifts" data-gifts aria-label="Gifts"<?= $priced['gifts'] === [] ? ' hidden' : '' ?>>
<?php foreach ($priced['gifts'] as $gift): ?>
<?= $part('gift', ['gift' => $gift]) ?>
<?php endforeach ?>
        </ul>
        <template data-gift>
<?= $part('gift', ['gift' => ['code' => '', 'name' => '', 'units' => '', 'totalText' => '', 'image' => '']]) ?>
        </template>
      </section>
      <div class="side stack loose">
        <section class="card stack" id="coupon" aria-labelledby="coupon-title">
          <h2 id="coupon-title">Coupons</h2>
<?= $part('coupon', ['priced' => $priced, 'cart' => $cart, 'patterns' => $patterns]) ?>
        </section>
        <section class="card stack" aria-labelledby="sum-title">
          <h2 id="sum-title">Summary</h2>
<?= $part('sums', ['sums' => $priced]) ?>
          <a class="button primary wide" href="/checkout">Go to checkout</a>
          <p class="small soft center">You are shopping as <?= $e($customer === null ? 'a guest' : $customer->name) ?>.</p>
        </section>
      </div>
    </div>
<?php endif ?>
