    <nav class="crumbs small" aria-label="You are here">Master data <span aria-hidden="true">/</span> Vouchers</nav>
    <div class="card empty stack">
      <img src="/assets/goods/vouchers-cafe.svg" alt="" width="180" height="180">
      <h1>Vouchers</h1>
<?php if ($customer === null): ?>
      <p class="lead">Vouchers belong to an account. Choose one at the top of the page.</p>
<?php else: ?>
      <p class="lead">Your account has no access to vouchers. It is for partners of the shop.</p>
<?php endif ?>
      <p><a class="button" href="/">Look at the goods</a></p>
    </div>
