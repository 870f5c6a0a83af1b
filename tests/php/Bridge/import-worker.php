<?php

declare(strict_types=1);

// One worker of an import, to be killed: `php import-worker.php STORE upload|apply IMPORT [FILE OFFSET]`.

require __DIR__ . '/../bootstrap.php';

use Remise\Tests\Support\ImportClient;
use Remise\Tests\Support\Store;

[, $store, $step, $id] = $argv;
$client = new ImportClient(new Store($store));
echo "ready\n";
echo $step === 'apply'
    ? $client->apply($id)->body
    : json_encode($client->upload($id, (string) file_get_contents($argv[4]), 8_192, (int) $argv[5]));
