<?php

declare(strict_types=1);

/*
 * Medians, in microseconds: `json_decode` of the request; a validation as a PHP host makes it, with a new engine and with
 * one that was used before; and one of JSON text, with a new engine. They take short turns, so that a slow moment of the
 * machine falls on all of them. An engine is given back between turns, outside the measured time, as PHP does it at the end of
 * a request.
 */

use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

require dirname(__DIR__, 2) . '/plugins/bridge/autoload.php';

const ROUNDS = 200;

$text = trim((string) file_get_contents(__DIR__ . '/evaluate.json'));
$call = json_decode($text, true, 512, JSON_THROW_ON_ERROR);
$kept = new TranslatedEngine(new NoShop());
foreach ([$kept->call($call), json_decode($kept->callJson($text), true)] as $answer) {
    if ($answer['answer'] !== 'applied') {
        fwrite(STDERR, 'the call must be one that applies, but: ' . json_encode($answer) . "\n");
        exit(1);
    }
}

$tasks = [
    'decode' => [100, static fn (): mixed => json_decode($text, true)],
    'fresh' => [1, static fn (): array => (new TranslatedEngine(new NoShop()))->call($call)],
    'kept' => [1, static fn (): array => $kept->call($call)],
    'json' => [1, static fn (): string => (new TranslatedEngine(new NoShop()))->callJson($text)],
];

$nanoseconds = [];
for ($round = 0; $round < ROUNDS; $round++) {
    foreach ($tasks as $name => [$times, $task]) {
        $begin = hrtime(true);
        for ($time = 0; $time < $times; $time++) {
            $task();
        }
        $nanoseconds[$name][] = (hrtime(true) - $begin) / $times;
        gc_collect_cycles();
    }
}

$median = static function (array $values): float {
    sort($values);

    return $values[intdiv(count($values), 2)] / 1000;
};
echo json_encode(['bytes' => strlen($text)] + array_map($median, $nanoseconds)), "\n";
