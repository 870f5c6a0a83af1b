<?php /** A line of the cart that costs nothing. */ ?>
          <li>
            <span class="thumb"<?= isset($gift['image']) ? '' : ' hidden' ?>><img<?= ($gift['image'] ?? '') === '' ? '' : ' src="' . $e($gift['image']) . '"' ?> alt="" width="96" height="96"></span>
            <div class="line-words">
              <h3 data-gift-of="name"><?= $e($gift['name']) ?></h3>
              <p class="soft small"><span class="number"><span data-gift-of="units"><?= $e($gift['units']) ?></span> ×</span> free with <span class="code small" data-gift-of="code"><?= $e($gift['code']) ?></span></p>
            </div>
            <p class="line-sum number" data-gift-of="totalText"><?= $e($gift['totalText']) ?></p>
          </li>
