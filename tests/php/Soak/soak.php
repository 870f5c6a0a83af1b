<?php

declare(strict_types=1);

/*
 * Rounds of many processes at one store, and after each the reckoning: every answer that was heard holds, every limit is kept to the use,
 * counters and ledger agree. `php soak.php --engine sqlite|mariadb|galera --seed NUMBER --seconds NUMBER [--round NUMBER] [--stall long]`.
 *
 * Rounds are calm and stormy in turn. Each prints a line that begins with `ok` or `FAILED`, with the seed that repeats it.
 */

use Remise\Tests\Soak\Round;
use Remise\Tests\Support\Galera;
use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\Scratch;

require dirname(__DIR__) . '/bootstrap.php';

ini_set('display_errors', 'stderr');

/** With what a shop has: nothing that was acknowledged is only in memory. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=64M'];
const ROUND_SECONDS = 6.0;

['engine' => $engine, 'seed' => $seed, 'seconds' => $seconds] = $options = getopt('', ['engine:', 'seed:', 'seconds:', 'round:', 'stall:']);
$scratch = new Scratch();
[$server, $database] = match ($engine) {
    'sqlite' => [null, static fn (int $round): string => "sqlite:{$scratch->file("round-$round.sqlite")}"],
    'mariadb' => [MariaDb::running(DURABLE), static fn (): string => MariaDb::database()],
    'galera' => [Galera::running(DURABLE), static fn (): string => Galera::running()->database()],
};
$failed = 0;
$end = microtime(true) + (float) $seconds;
$only = isset($options['round']) ? (int) $options['round'] : null;
for ($number = $only ?? 0; $number < 2 || $number === $only || microtime(true) < $end; $number++) {
    $began = microtime(true);
    $isStormy = $number % 2 === 1;
    $round = new Round($database($number), $server, crc32("$seed $engine $number"), $isStormy, $options['stall'] ?? 'short');
    $wrong = $round->run(ROUND_SECONDS);
    $failed += $wrong === [] ? 0 : 1;
    printf(
        "%s %s, seed %s, round %d, %s, %.0f s: %s%s\n",
        $wrong === [] ? 'ok    ' : 'FAILED',
        $engine,
        $seed,
        $number,
        $isStormy ? 'stormy' : 'calm',
        microtime(true) - $began,
        http_build_query($round->answers, '', ', '),
        $round->faults === [] ? '' : '; ' . implode(' ', $round->faults),
    );
    array_map(static fn (string $line) => print("    $line\n"), array_slice([...$wrong, ...(getenv("SHOW") ? $round->failures : [])], 0, 30));
    if ($number === $only) {
        break;
    }
}
$scratch->remove();
exit($failed === 0 ? 0 : 1);
