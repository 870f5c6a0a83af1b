<?= $part('admin-nav', ['heading' => 'Products', 'here' => '/admin/products']) ?>
    <p class="soft">Every piece that is ordered brings so many voucher codes, once its order is paid. What they are worth stands in a <a href="/console/#vouchers">template</a>.</p>
<?php if ($templates === []): ?>
    <p class="notice" data-kind="warn">There is no template yet. <a href="/console/#vouchers">Make one</a> first.</p>
<?php endif ?>
    <section class="card">
      <div class="scroll">
        <table class="product-vouchers">
          <caption class="visually-hidden">Products and the voucher codes that they bring</caption>
          <thead><tr><th scope="col">Product</th><th scope="col">Number of voucher codes</th><th scope="col">Template</th><th scope="col"><span class="visually-hidden">Save</span></th></tr></thead>
          <tbody>
<?php foreach ($products as ['product' => $product, 'vouchers' => $vouchers]): $form = "product-{$product->id}"; ?>
            <tr<?= $vouchers['codes'] > 0 ? ' class="brings"' : '' ?>>
              <th scope="row"><a href="/goods/<?= $e($product->id) ?>"><?= $e($product->name) ?></a></th>
              <td><input form="<?= $e($form) ?>" name="codes" type="number" min="0" max="<?= $e($most) ?>" step="1" required value="<?= $e($vouchers['codes']) ?>" inputmode="numeric" aria-label="Number of voucher codes of <?= $e($product->name) ?>"></td>
              <td>
                <select form="<?= $e($form) ?>" name="template" aria-label="Template of <?= $e($product->name) ?>">
                  <option value="">none</option>
<?php foreach ($templates as $id => $name): ?>
                  <option value="<?= $e($id) ?>"<?= $id === $vouchers['template'] ? ' selected' : '' ?>><?= $e($name) ?></option>
<?php endforeach ?>
                </select>
              </td>
              <td><form id="<?= $e($form) ?>" method="post" action="/admin/products/<?= $e($product->id) ?>"><input type="hidden" name="csrf" value="<?= $e($csrf) ?>"><button>Save<span class="visually-hidden"> <?= $e($product->name) ?></span></button></form></td>
            </tr>
<?php endforeach ?>
          </tbody>
        </table>
      </div>
    </section>
