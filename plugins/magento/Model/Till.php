<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use Psr\Log\LoggerInterface;
use Remise\Bridge\Engine;
use Remise\Bridge\Http;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;
use Remise\Bridge\TranslatedEngine;

/** The engine over the shop's store. Nothing is opened, and no class of the engine loaded, before it is asked for. */
final class Till implements Engine
{
    /** Faults that say something about the call, and not that something is wrong. */
    private const EXPECTED = ['unknown_key', 'key_conflict'];

    private ?Engine $engine = null;
    private ?Http $http = null;

    public function __construct(
        private readonly Store $store,
        private readonly TimezoneInterface $zone,
        private readonly LoggerInterface $log,
    ) {
    }

    public function http(): Http
    {
        $this->open();

        return $this->http;
    }

    /** A cart must not fail with the engine: what cannot be answered is an answer of kind `error`, and a line in the log. */
    public function call(array $call): array
    {
        try {
            $answer = $this->open()->call($call);
        } catch (\Throwable $failure) {
            $answer = ['answer' => 'error', 'faults' => [['fault' => 'host', 'path' => '$', 'message' => $failure->getMessage()]]];
        }
        $fault = $answer['answer'] === 'error' ? $answer['faults'][0] : ['fault' => self::EXPECTED[0]];
        if (!in_array($fault['fault'], self::EXPECTED, true)) {
            $this->log->critical("Remise: `{$call['verb']}` could not be answered: {$fault['path']}: {$fault['message']}");
        }

        return $answer;
    }

    public function callJson(string $call): string
    {
        return $this->open()->callJson($call);
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
