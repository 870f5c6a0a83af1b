<?php

declare(strict_types=1);

/* Each line of PHP with the fault that the check must find in it, or null. */

require __DIR__ . '/Thinness.php';

const SHOP = 'plugins/standalone/src/Any.php';
const BRIDGE = 'plugins/bridge/src/Any.php';
const SYSTEM = 'plugins/bridge/src/System.php';

$cases = [
    [SHOP, '$a = $line->unitPriceMinor * $n;', 'arithmetic on money'],
    [SHOP, '$t["totalMinor"] += 1;', 'arithmetic on money'],
    [SHOP, '$half = intdiv($discount, 2);', 'arithmetic on money'],
    [SHOP, '$all = array_sum($prices);', 'arithmetic on money'],
    [SHOP, '$page = $page + 1;', null],
    [SHOP, '$label = $price . "-" . $name;', null],
    [SHOP, '$b = round($n, 2);', "the core's"],
    [SHOP, 'function f(float $x): void {}', "the core's"],
    [SHOP, '$c = 1.5;', 'a float'],
    [SHOP, '$c = (float) $n;', 'a float'],
    [SHOP, '$d = time();', 'outside'],
    [SHOP, '$d = \random_int(1, 6);', 'outside'],
    [SHOP, '$d = new \DateTimeImmutable("now");', 'outside'],
    [SYSTEM, '$d = \random_bytes(6);', null],
    [SHOP, '$d = $clock->time();', null],
    [SHOP, '$s = "SELECT 1";', 'SQL'],
    [SHOP, '$s = "Select a size";', 'SQL'],
    [SHOP, '$s = "a select box";', null],
    [BRIDGE, '$s = "SELECT 1";', null],
];

$wrong = 0;
foreach ($cases as [$path, $line, $wanted]) {
    $found = implode('; ', iterator_to_array((new Thinness($path))->faults("<?php $line"), false));
    if ($wanted === null ? $found !== '' : !str_contains($found, $wanted)) {
        echo "$line\n  wanted: ", $wanted ?? 'nothing', "\n  found: ", $found === '' ? 'nothing' : $found, "\n";
        $wrong++;
    }
}
exit($wrong === 0 ? 0 : 1);
