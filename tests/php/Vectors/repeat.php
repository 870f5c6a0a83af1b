<?php

declare(strict_types=1);

/*
 * Answers every vector until a JIT has compiled whatever it will, and prints how many answers were right. Run by
 * `JitTest` under each kind of JIT.
 */

use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

require dirname(__DIR__, 3) . '/plugins/bridge/autoload.php';

const ROUNDS = 30;

$directory = dirname(__DIR__, 2) . '/vectors/';
$engine = new TranslatedEngine(new NoShop());
$expected = [];
$right = 0;
for ($round = 0; $round < ROUNDS; $round++) {
    foreach (json_decode((string) file_get_contents($directory . 'index.json'), true) as $file) {
        foreach (json_decode((string) file_get_contents($directory . $file))->cases as $index => $case) {
            $request = $case->text ?? json_encode($case->call, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
            $answer = $engine->callJson($request);
            $expected[$file][$index] ??= json_encode($case->answer, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
            $right += (int) ($answer === $expected[$file][$index]);
        }
    }
}
$jit = function_exists('opcache_get_status') ? (opcache_get_status(false)['jit']['on'] ?? false) : false;
echo json_encode(['right' => $right, 'wanted' => ROUNDS * array_sum(array_map('count', $expected)), 'jit' => $jit]);
