<?php

declare(strict_types=1);

// Pages of one owner's vouchers, of 1,000 and of 1,000,000: `php tests/bench/vouchers.php [sqlite|mariadb] [COUNT …]`. Milliseconds, the
// median of 21, of the whole way through the port. No test depends on them; that a page is found by an index, one does.

use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

require __DIR__ . '/../php/bootstrap.php';

$counts = array_map(intval(...), array_slice($argv, 2)) ?: [1_000, 1_000_000];
foreach ($counts as $count) {
    $scratch = new Scratch();
    $store = new Store(($argv[1] ?? 'sqlite') === 'mariadb' ? MariaDb::database() : 'sqlite:' . $scratch->file('store.sqlite'));
    fill($store, $count);
    $owner = ['organization' => $store->organization, 'env' => 'prod', 'owner' => 'customer:7', 'back' => false, 'limit' => 25, 'atMs' => 99];
    $newest = ['sort' => 'created', 'descending' => true] + $owner;
    $used = ['sort' => 'usedAt', 'descending' => true] + $owner;
    $middle = (string) intdiv($count, 2);
    $figures = [
        'first page' => $newest,
        'deep page' => ['cursor' => $middle] + $newest,
        'search' => ['prefix' => substr(sprintf('C%09d', intdiv($count, 2)), 0, 9), 'sort' => 'code', 'descending' => false] + $owner,
        'last used' => $used,
        'deep, by use' => ['cursor' => $middle] + $used,
        'used' => ['status' => 'used'] + $newest,
        'active, deep' => ['status' => 'active', 'cursor' => $middle] + $newest,
    ];
    foreach ($figures as $name => $query) {
        printf("%9d %-13s %8.2f ms\n", $count, $name, median($store, $query));
    }
    $scratch->remove();
}

/** As minting leaves them, by statements over many: every hundredth is used. */
function fill(Store $store, int $count): void
{
    $db = $store->db;
    $organization = (int) $store->organization;
    $db->run("INSERT INTO remise_campaign (id, organization_id, env, external_id, body, created_ms, updated_ms) VALUES (1, ?, 'prod', 'v', '{}', 1, 1)", [$organization]);
    $db->run("INSERT INTO remise_purchase (id, organization_id, env, order_id, owner, created_ms) VALUES (1, ?, 'prod', 'O1', 'customer:7', 1)", [$organization]);
    $db->run("INSERT INTO remise_issue (id, organization_id, purchase_id, line, \"number\", wanted, made, campaign_id, template, name, pattern, end_ms) "
        . "VALUES (1, ?, 1, '1', 0, ?, ?, 1, 't', 'T', '####', 1000)", [$organization, $count, $count]);
    $digit = '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 '
        . 'UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
    $numbers = "(SELECT ? + a.d + 10 * b.d + 100 * c.d AS n FROM $digit a, $digit b, $digit c)";
    $code = "'C' || SUBSTR('000000000' || n, -9)";
    for ($first = 1; $first < $count; $first += 1_000) {
        $db->run(
            "INSERT INTO remise_code (id, organization_id, env, code_key, code, campaign_id, redeemed, created_ms, voucher, quantity) "
            . "SELECT n, ?, 'prod', $code, $code, 1, 0, 1, 1, 1 FROM $numbers x",
            [$organization, $first],
        );
        $db->run(
            'INSERT INTO remise_voucher (id, code_id, organization_id, env, code_key, owner, purchase_id, issue_id, template, state, used_ms, '
            . "end_ms, created_ms) SELECT n, n, ?, 'prod', $code, 'customer:7', 1, 1, 't', CASE WHEN n % 100 = 0 THEN 'used' ELSE 'active' END, "
            . "CASE WHEN n % 100 = 0 THEN n ELSE 0 END, 1000, 1 FROM $numbers x",
            [$organization, $first],
        );
    }
}

/** @param array<string, mixed> $query */
function median(Store $store, array $query): float
{
    $times = [];
    for ($round = 0; $round < 21; $round++) {
        $began = hrtime(true);
        $page = $store->ask('listVouchers', $query);
        $times[] = (hrtime(true) - $began) / 1e6;
        $page['vouchers'] !== [] || throw new RuntimeException('an empty page');
    }
    sort($times);

    return $times[10];
}
