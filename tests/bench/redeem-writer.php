<?php

declare(strict_types=1);

// One of the writers of redeem.php: `php redeem-writer.php STORE SHAPE hot|distinct NUMBER`. Prints the milliseconds of each use.

use Remise\Bridge\CodePlace;
use Remise\Bridge\CouponQuery;
use Remise\Bridge\Redemption;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;

require dirname(__DIR__) . '/php/bootstrap.php';

ini_set('display_errors', 'stderr');

const SECONDS = 2.5;
const APPLIED = '{"answer":"applied","code":"C0","currency":"EUR","subtotalMinor":5998,"discountMinor":600,"totalMinor":5398,'
    . '"lines":[{"id":"1","discountMinor":200},{"id":"2","discountMinor":200},{"id":"3","discountMinor":200}]}';

/** @param list<int> $codes @return Closure(string, int): void takes a use of one of them by a key */
function ours(string $place, array $codes): Closure
{
    $shop = new SqlShop(Connection::open($place), new System(), static fn (): string => 'engine');
    foreach ($codes as $code) {
        $shop->findCoupon(new CodePlace('1', 'prod', "C$code"), new CouponQuery(atMs: 1));
    }

    return static function (string $key, int $code) use ($shop): void {
        $codes = [['codeKey' => "C$code", 'discountMinor' => 600]];
        $taken = $shop->redeem(new Redemption($key, 'request', '1', 'prod', $codes, null, null, APPLIED, 2, null));
        $taken['outcome'] === 'taken' || throw new RuntimeException($taken['outcome']);
    };
}

/** @return Closure(string, int): void */
function peer(string $place, string $shape): Closure
{
    $url = parse_url($place);
    parse_str($url['query'], $options);
    $socket = explode(',', $options['socket'])[0];
    $pdo = new PDO("mysql:unix_socket=$socket;dbname=" . substr($url['path'], 1), $url['user'], '', [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_EMULATE_PREPARES => true,
    ]);
    $look = $pdo->prepare('SELECT redeemed, quantity FROM peer_code WHERE id = ?' . ($shape === 'for_update' ? ' FOR UPDATE' : ''));
    $take = $pdo->prepare('UPDATE peer_code SET redeemed = redeemed + 1 WHERE id = ? AND redeemed < quantity');
    $enter = $pdo->prepare('INSERT INTO peer_use (redemption_key, code_id, applied) VALUES (?, ?, ?)');
    $lock = $pdo->prepare('SELECT GET_LOCK(?, 10)');
    $unlock = $pdo->prepare('DO RELEASE_LOCK(?)');

    $once = static function (string $key, int $code) use ($pdo, $shape, $look, $take, $enter, $lock, $unlock): void {
        if ($shape === 'get_lock') {
            $lock->execute(["code-$code"]);
            $lock->fetchAll();
        }
        $pdo->beginTransaction();
        if ($shape !== 'plain') {
            $look->execute([$code]);
            $look->fetchAll();
        }
        $take->execute([$code]);
        $enter->execute([$key, $code, APPLIED]);
        $pdo->commit();
        if ($shape === 'get_lock') {
            $unlock->execute(["code-$code"]);
        }
    };

    return static function (string $key, int $code) use ($pdo, $once): void {
        while (true) {
            try {
                $once($key, $code);

                return;
            } catch (PDOException $conflict) {
                // Another node was faster.
                $conflict->errorInfo[1] === 1213 || throw $conflict;
                $pdo->inTransaction() && $pdo->rollBack();
            }
        }
    };
}

[, $place, $shape, $which, $number] = $argv;
$codes = $which === 'hot' ? [0] : range($number * 100 + 1, $number * 100 + 100);
$take = $shape === 'ours' ? ours($place, $codes) : peer($place, $shape);
echo "ready\n";
fgets(STDIN);
$run = bin2hex(random_bytes(8));
$waits = [];
for ($use = 0, $end = microtime(true) + SECONDS; ($began = microtime(true)) < $end; $use++) {
    $take("$run-$use", $codes[$use % count($codes)]);
    $waits[] = round((microtime(true) - $began) * 1000, 3);
}
echo json_encode($waits);
