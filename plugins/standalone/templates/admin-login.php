    <div class="narrow stack loose">
      <h1 class="page-title">Back office</h1>
<?php if ($wrong !== ''): ?>
      <p class="notice" data-kind="bad" role="alert"><?= $e($wrong) ?></p>
<?php endif ?>
      <form class="card stack" method="post" action="/admin/login">
        <input type="hidden" name="csrf" value="<?= $e($csrf) ?>">
        <div class="field">
          <label for="name">Name</label>
          <input id="name" name="name" required autocomplete="username" value="<?= $e($demoName) ?>">
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" required autocomplete="current-password" aria-describedby="password-hint">
          <span class="hint" id="password-hint">This is a demo: <span class="code"><?= $e($demoName) ?></span> and <span class="code"><?= $e($demoPassword) ?></span>.</span>
        </div>
        <button class="primary">Sign in</button>
      </form>
    </div>
