<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use Remise\Bridge\Port;
use Remise\Bridge\PortDispatcher;

/** The port of a store with a clock that a story sets, three hours behind UTC. */
final class StoryPort implements Port
{
    public int $nowMs = 0;
    private readonly PortDispatcher $port;

    public function __construct(Store $store)
    {
        $this->port = new PortDispatcher($store->shop, static function (string $line): void {
            throw new \RuntimeException($line);
        });
    }

    public function answer(string $request): string
    {
        return match (json_decode($request, true)['op']) {
            'clock' => json_encode(['ok' => ['nowMs' => $this->nowMs, 'utcOffsetMinutes' => -180]]),
            'zoneOffset' => '{"ok":{"utcOffsetMinutes":-180}}',
            default => $this->port->answer($request),
        };
    }
}
