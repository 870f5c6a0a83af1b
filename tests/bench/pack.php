<?php

declare(strict_types=1);

/* Prints the block that the bridge hands to the engine for a call: the nodes, then the text they point into. */

use Remise\Bridge\Module;
use Remise\Bridge\NoShop;

require dirname(__DIR__, 2) . '/plugins/bridge/autoload.php';

$call = json_decode((string) file_get_contents(__DIR__ . '/evaluate.json'), true, 512, JSON_THROW_ON_ERROR);
$till = Module::till();
$packer = $till->packer($till->start(new NoShop()));
$packer->pack($call);
file_put_contents($argv[1], pack('V*', ...$packer->words) . $packer->text);
echo intdiv(count($packer->words), 3), "\n";
