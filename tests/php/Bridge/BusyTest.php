<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\KeyedRequest;
use Remise\Tests\Support\StoreTest;

/** SQLite has one writer at a time: whoever waits for it too long is told when to come again. */
final class BusyTest extends StoreTest
{
    public function testAStoreThatIsBusyIsA503(): void
    {
        $store = KeyedRequest::store($this->place());
        $busy = new \PDO($this->place());
        $busy->exec('BEGIN IMMEDIATE');
        $answer = KeyedRequest::send($store);
        self::assertSame([503, '5'], [$answer->status, $answer->headers['retry-after']]);
    }
}
