<?php

declare(strict_types=1);

// Time and memory of a large import, each piece in a process of its own memory limit as a web request has it:
// `php -d memory_limit=128M tests/php/Bridge/measure-import.php 100000`.

require __DIR__ . '/../bootstrap.php';

use Remise\Tests\Support\ImportClient;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

$rows = (int) ($argv[1] ?? 1000);
$scratch = new Scratch();
$client = new ImportClient(new Store('sqlite:' . $scratch->file('store.sqlite')));
$file = "code;name;type;value;startAt;endAt;hasQuantity;quantity;conditions\n";
for ($row = 1; $row <= $rows; $row++) {
    $file .= "MASS-$row;Coupon $row;PERCENTAGE;12,5;2026-01-01;2026-12-31;true;1;\"[{\"\"id\"\":\"\"cart_total\"\",\"\"operator\"\":\"\">=\"\",\"\"value\"\":20}]\"\n";
}
$clock = static fn (float $from): string => sprintf('%.1f s', microtime(true) - $from);
$from = microtime(true);
$id = $client->start()['id'];
$read = $client->upload($id, $file);
printf("%d rows, %d bytes read in %s, %d faults, peak %.0f MiB\n", $read['rows'], strlen($file), $clock($from), $read['faults'], memory_get_peak_usage() / 1_048_576);
$from = microtime(true);
$applied = ImportClient::read($client->apply($id), 200);
printf("%d applied in %s, peak %.0f MiB\n", $applied['applied'], $clock($from), memory_get_peak_usage() / 1_048_576);
$from = microtime(true);
$export = $client->export();
printf("exported %d bytes in %s, peak %.0f MiB\n", strlen($export), $clock($from), memory_get_peak_usage() / 1_048_576);
$scratch->remove();
