<?php

declare(strict_types=1);

/*
 * Medians, in microseconds, of one `json_decode` of the request, of one validation with a new engine, and of one with
 * an engine that was used before. The three take short turns, so that a slow moment of the machine falls on all of them.
 */

use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

require dirname(__DIR__, 2) . '/plugins/bridge/autoload.php';

const ROUNDS = 200;

$call = trim((string) file_get_contents(__DIR__ . '/evaluate.json'));
$kept = new TranslatedEngine(new NoShop());
$answer = $kept->callJson($call);
if ((json_decode($answer, true)['answer'] ?? null) !== 'applied') {
    fwrite(STDERR, "the call must be one that applies, but: $answer\n");
    exit(1);
}

$tasks = [
    'decode' => [100, static fn (): mixed => json_decode($call, true)],
    'fresh' => [2, static fn (): string => (new TranslatedEngine(new NoShop()))->callJson($call)],
    'kept' => [2, static fn (): string => $kept->callJson($call)],
];

$nanoseconds = [];
for ($round = 0; $round < ROUNDS; $round++) {
    foreach ($tasks as $name => [$times, $task]) {
        $begin = hrtime(true);
        for ($time = 0; $time < $times; $time++) {
            $task();
        }
        $nanoseconds[$name][] = (hrtime(true) - $begin) / $times;
    }
}

$median = static function (array $values): float {
    sort($values);

    return $values[intdiv(count($values), 2)] / 1000;
};
echo json_encode(['bytes' => strlen($call)] + array_map($median, $nanoseconds)), "\n";
