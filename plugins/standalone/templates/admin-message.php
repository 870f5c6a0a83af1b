    <nav class="crumbs small" aria-label="You are here"><a href="/admin/mail">Mail</a> <span aria-hidden="true">/</span> <?= $e($mail['subject']) ?></nav>
    <article class="card stack letter">
      <h1><?= $e($mail['subject']) ?></h1>
      <p class="soft">To <?= $e($mail['to']) ?> · <?= $e($mail['date']) ?></p>
      <pre><?= $e($mail['text']) ?></pre>
    </article>
