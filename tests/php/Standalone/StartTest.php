<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use PHPUnit\Framework\TestCase;
use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopServer;
use Remise\Tests\Support\Visitor;

/** A new shop makes its own data, however many come in first. */
final class StartTest extends TestCase
{
    public function testFourFirstVisitorsAtOnce(): void
    {
        $this->visit('');
    }

    public function testFourFirstVisitorsAtOnceOnMariaDb(): void
    {
        $this->visit(MariaDb::database());
    }

    private function visit(string $store): void
    {
        $shop = new ShopServer(store: $store);
        try {
            $forms = array_map(static fn (): array => [$shop->visitor(), '/choose', []], range(1, 4));
            $statuses = array_map(static fn (Reply $reply): int => $reply->status, Visitor::together($forms));
            self::assertSame([403, 403, 403, 403], $statuses, (string) @file_get_contents($shop->log()));
            $db = $shop->db();
            self::assertSame([['n' => 1]], $db->rows('SELECT COUNT(*) AS n FROM shop_admin'));
            self::assertSame([['n' => 8]], $db->rows('SELECT COUNT(*) AS n FROM remise_code'));
        } finally {
            $shop->stop();
        }
    }
}
