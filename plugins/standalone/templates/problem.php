<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Something is wrong</title>
  <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/console-theme.css">
  <link rel="stylesheet" href="/assets/shop.css">
</head>
<body>
  <main class="page narrow stack loose problem">
    <p class="kicker"><?= $e($status) ?></p>
    <h1><?= $e($status === 404 ? 'We could not find that' : ($status === 503 ? 'The shop needs a moment' : 'That did not work')) ?></h1>
    <p class="lead"><?= $e(ucfirst($message)) ?>.</p>
    <p><a class="button" href="/">To the goods</a></p>
  </main>
</body>
</html>
