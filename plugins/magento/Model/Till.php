<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use Psr\Log\LoggerInterface;
use Remise\Bridge\Engine;
use Remise\Bridge\Http;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\SureEngine;
use Remise\Bridge\System;
use Remise\Bridge\TranslatedEngine;

/** The engine over the shop's store. Nothing is opened, and no class of the engine loaded, before it is asked for. */
final class Till implements Engine
{
    private ?Engine $engine = null;
    private ?Http $http = null;
    private readonly SureEngine $sure;

    public function __construct(
        private readonly Store $store,
        private readonly TimezoneInterface $zone,
        private readonly LoggerInterface $log,
    ) {
        $this->sure = new SureEngine($this->open(...), $log->critical(...));
    }

    public function http(): Http
    {
        $this->open();

        return $this->http;
    }

    public function call(array $call): array
    {
        return $this->sure->call($call);
    }

    public function callJson(string $call): string
    {
        return $this->sure->callJson($call);
    }

    private function open(): Engine
    {
        if ($this->engine === null) {
            $db = $this->store->connect();
            $log = $this->log->critical(...);
            $system = new System(new \DateTimeZone($this->zone->getConfigTimezone()));
            $this->engine = new TranslatedEngine(new PortDispatcher(new SqlShop($db, $system, TranslatedEngine::hash(...)), $log));
            $this->http = new Http($this->engine, $log, $db);
        }

        return $this->engine;
    }
}
