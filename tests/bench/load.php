<?php

declare(strict_types=1);

/* Served by `php -S`: microseconds from "no class loaded" to an engine that could be called. */

use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

require dirname(__DIR__, 2) . '/plugins/bridge/autoload.php';

$begin = hrtime(true);
$engine = new TranslatedEngine(new NoShop());
$engine->prepare();
echo (hrtime(true) - $begin) / 1000;
