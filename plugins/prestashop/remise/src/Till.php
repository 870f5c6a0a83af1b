<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Engine;
use Remise\Bridge\Http;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;
use Remise\Bridge\TranslatedEngine;

/** The engine over the shop's store. Nothing is opened, and no class of the engine loaded, before it is asked for. */
final class Till
{
    private static ?self $open = null;

    private function __construct(public readonly Engine $engine, public readonly Http $http)
    {
    }

    public static function open(): self
    {
        return self::$open ??= self::over(Store::connect());
    }

    /** With a store of the caller's choice from now on. */
    public static function over(Connection $db): self
    {
        $log = Log::error(...);
        $system = new System(new \DateTimeZone(date_default_timezone_get()));
        $shop = new SqlShop($db, $system, TranslatedEngine::hash(...));
        $engine = new TranslatedEngine(new PortDispatcher($shop, $log));

        return self::$open = new self($engine, new Http($engine, $log, $db));
    }
}
