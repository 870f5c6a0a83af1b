<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

use Remise\Bridge\Engine;
use Remise\Bridge\Port;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;
use Remise\Bridge\TranslatedEngine;

/** The path of a real request: the translated engine over the store, on a connection of its own; only the clock can be set. */
final class Till implements Port
{
    /** Requests after which PHP would have begun anew. */
    private const REQUESTS = 20;
    /** What a busy machine or a slow network may put between the decision and the use: time in which others take it. */
    private const LATE_MICROSECONDS = 10_000;

    private readonly Engine $engine;
    private ?Connection $db = null;
    private ?PortDispatcher $port = null;
    private int $requests = 0;

    /** @param \Closure(string): void $log what the shop's error log would get */
    public function __construct(private readonly string $store, private readonly Weather $weather, private readonly \Closure $log)
    {
        $this->engine = new TranslatedEngine($this);
    }

    /** @param array<string, mixed> $call @return array<string, mixed> */
    public function call(array $call): array
    {
        if (++$this->requests % self::REQUESTS === 0) {
            $this->db = $this->port = null;
        }

        return $this->engine->call($call);
    }

    public function answer(string $request): string
    {
        if (str_starts_with($request, '{"op":"redeem"')) {
            usleep(mt_rand(0, self::LATE_MICROSECONDS));
        }
        try {
            $answer = $this->port()->answer($request);
        } catch (\PDOException $failure) {
            ($this->log)('Remise: no connection: ' . $failure->getMessage());

            return '{"failed":"there is no connection to the store"}';
        }
        if (!str_starts_with($request, '{"op":"clock"')) {
            return $answer;
        }
        $clock = json_decode($answer, true, 8, JSON_THROW_ON_ERROR);
        $clock['ok']['nowMs'] += $this->weather->skewMs();

        return json_encode($clock, JSON_THROW_ON_ERROR);
    }

    public function db(): Connection
    {
        return $this->db ??= Connection::open($this->store);
    }

    private function port(): PortDispatcher
    {
        $this->port ??= new PortDispatcher(new SqlShop($this->db(), new System(), TranslatedEngine::hash(...)), $this->log);
        if (str_starts_with($this->store, 'sqlite:')) {
            // What a full disk and a file without write permission are to SQLite.
            $this->db()->rows('PRAGMA max_page_count = ' . ($this->weather->isTold('full') ? 1 : 1_000_000));
            $this->db()->rows('PRAGMA query_only = ' . ($this->weather->isTold('readonly') ? 1 : 0));
        }

        return $this->port;
    }
}
