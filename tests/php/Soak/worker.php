<?php

declare(strict_types=1);

// One worker of a round: `php worker.php STORE DIRECTORY SEED NUMBER`. It carries out its plan until it is told to stop.

use Remise\Tests\Soak\Journal;
use Remise\Tests\Soak\Plan;
use Remise\Tests\Soak\Till;
use Remise\Tests\Soak\Weather;

require dirname(__DIR__) . '/bootstrap.php';

ini_set('display_errors', 'stderr');

/** Microseconds until somebody who heard nothing asks again. */
const PAUSE = 100_000;

[, $store, $directory, $seed, $worker] = $argv;
$journal = new Journal($directory, (int) $worker);
$plan = new Plan((int) $seed, (int) $worker);
$weather = new Weather($directory);
$log = '';
$till = new Till($store, $weather, static function (string $line) use (&$log): void {
    $log .= $line;
});
$parent = posix_getppid();
// Nobody tells anything any more when the parent was killed.
$isAlone = static fn (): bool => posix_getppid() !== $parent;
for ($number = $journal->next(); !$weather->isTold('stop') && !$isAlone(); $number++) {
    $journal->begin($number);
    while (($answer = $till->call($plan->call($number)))['answer'] === 'error') {
        $fault = $answer['faults'][0];
        if ($fault['fault'] !== 'host' || $isAlone()) {
            break;
        }
        $journal->failed($number, $log);
        $log = '';
        usleep(PAUSE);
    }
    $journal->answered($number, $answer['answer'] === 'error' ? $answer['faults'][0]['fault'] : $answer['answer']);
}
