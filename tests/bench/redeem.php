<?php

declare(strict_types=1);

/*
 * Uses taken per second by 16 processes at once, on a MariaDB server of its own with durable defaults, and on the three nodes of a
 * Galera cluster: by the store as the engine asks it, and by the shapes that shops have, in turns of a few seconds, so that a slow moment
 * of the machine falls on all. Then the longest that one of 16 writers waits on SQLite. Prints JSON: the medians of the turns.
 */

use Remise\Tests\Support\Galera;
use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

require dirname(__DIR__) . '/php/bootstrap.php';

ini_set('display_errors', 'stderr');

const WRITERS = 16;
const ROUNDS = 3;
const SHAPES = ['ours', 'plain', 'for_update', 'get_lock'];

/** @return array{int, float, float} how many, and milliseconds of the 99th of 100 and of the slowest */
function race(string $store, string $shape, string $codes): array
{
    $writers = [];
    for ($writer = 0; $writer < WRITERS; $writer++) {
        $command = [PHP_BINARY, __DIR__ . '/redeem-writer.php', Galera::from($store, $writer), $shape, $codes, (string) $writer];
        $writers[] = [proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes), $pipes];
    }
    array_map(static fn (array $writer): string|false => fgets($writer[1][1]), $writers);
    array_map(static fn (array $writer): int|false => fwrite($writer[1][0], "go\n"), $writers);
    $waits = array_merge(...array_map(
        static fn (array $writer): array => json_decode((string) stream_get_contents($writer[1][1]), true, 2, JSON_THROW_ON_ERROR),
        $writers,
    ));
    array_map(static fn (array $writer): int => proc_close($writer[0]), $writers);
    sort($waits);

    return [count($waits), $waits[intdiv(count($waits) * 99, 100)], end($waits)];
}

/** @param list<int|float> $numbers */
function median(array $numbers): int|float
{
    sort($numbers);

    return $numbers[intdiv(count($numbers), 2)];
}

/** The tables of the shapes: as narrow as they can be. */
function tables(Store $store): void
{
    $store->db->run('CREATE TABLE peer_code (id INT PRIMARY KEY, redeemed INT NOT NULL, quantity INT NOT NULL) ENGINE=InnoDB');
    $store->db->run('CREATE TABLE peer_use (id BIGINT AUTO_INCREMENT PRIMARY KEY, redemption_key VARBINARY(128) NOT NULL UNIQUE, '
        . 'code_id INT NOT NULL, applied TEXT NOT NULL) ENGINE=InnoDB');
    $store->db->transaction(static function () use ($store): void {
        for ($code = 0; $code <= WRITERS * 100; $code++) {
            $store->db->run('INSERT INTO peer_code VALUES (?, 0, 1000000000)', [$code]);
            $store->save("C$code", ['hasQuantity' => true, 'quantity' => 1_000_000_000]);
        }
    });
}

/**
 * Every shape in turn, on one code and on distinct ones.
 *
 * @return array<string, array<string, array<string, list<float|int>>>> what was measured, by codes and shape
 */
function turns(string $place): array
{
    $store = new Store($place);
    tables($store);
    $figures = [];
    foreach (['hot', 'distinct'] as $codes) {
        foreach (range(0, ROUNDS) as $round) {
            foreach (SHAPES as $shape) {
                $raced = race($place, $shape, $codes);
                // The first turn warms.
                if ($round > 0) {
                    $figures[$codes][$shape]['count'][] = $raced[0];
                    $figures[$codes][$shape]['p99'][] = $raced[1];
                }
            }
        }
    }
    if ($store->miscounted() !== []) {
        throw new RuntimeException('counters and ledger differ: ' . json_encode($store->miscounted()));
    }

    return $figures;
}

$figures = turns(MariaDb::database(['--innodb-buffer-pool-size=256M']));
$cluster = turns(Galera::running(['--innodb-buffer-pool-size=128M'])->database());
$figures += ['galera-hot' => $cluster['hot'], 'galera-distinct' => $cluster['distinct']];
$scratch = new Scratch();
$place = 'sqlite:' . $scratch->file('store.sqlite');
$store = new Store($place);
$store->save('C0', ['hasQuantity' => true, 'quantity' => 1_000_000_000]);
foreach (range(1, ROUNDS) as $round) {
    [$figures['sqlite']['ours']['count'][], $figures['sqlite']['ours']['p99'][], $figures['sqlite']['ours']['worst'][]] = race($place, 'ours', 'hot');
}
unset($store);
$scratch->remove();
echo json_encode(array_map(
    static fn (array $shapes): array => array_map(static fn (array $figure): array => array_map(median(...), $figure), $shapes),
    $figures,
), JSON_PRETTY_PRINT), "\n";
