<?php

declare(strict_types=1);

// Makes the voucher codes that are still to be made, until none is left; safe to stop and to start again at any time.
use Remise\Standalone\App;

require __DIR__ . '/../autoload.php';

$data = getenv('REMISE_DATA');
$project = dirname(__DIR__, 3);
$app = new App($project, is_string($data) && $data !== '' ? $data : "$project/var/shop", (string) getenv('REMISE_STORE'), []);
while ($app->voucherJobs->work(1000)) {
    echo '.';
}
$left = $app->voucherJobs->left();
echo $left === 0 ? "all voucher codes are made\n" : "orders that still wait for codes: $left; the error log and the page of orders tell why\n";
exit($left === 0 ? 0 : 1);
