<?php

declare(strict_types=1);

// Takes tokens as fast as it can and prints how many it got: guard-worker.php STORE

require __DIR__ . '/../bootstrap.php';

$store = new Remise\Tests\Support\Store($argv[1]);
$taken = 0;
for ($time = 0; $time < 20; $time++) {
    $taken += (int) $store->ask('takeTokens', [
        'scope' => 'code',
        'from' => ['remoteAddress' => '192.0.2.1', 'session' => 'abc'],
        'atMs' => 1_000_000_000_000,
        'limit' => 5,
        'waitMs' => 60_000,
    ])['changed'];
}
echo $taken;
