<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Every price asks for the patterns; how many codes there are must not matter to it. */
final class PatternsTest extends StoreTest
{
    use OnMariaDb;

    public function testThePatternsAreFoundWithoutReadingTheCodes(): void
    {
        $store = new Store($this->place());
        foreach (['A###' => 1, 'B###' => 2, 'C###' => 3] as $pattern => $digit) {
            $store->ask('insertCodes', [
                'organization' => $store->organization,
                'env' => 'prod',
                'pattern' => $pattern,
                'coupon' => "{\"id\":\"$pattern\",\"value\":5}",
                'codes' => array_map(static fn (int $n): array => ['code' => "$digit$n", 'key' => "$digit$n"], range(1, 1000)),
                'atMs' => 3,
            ]);
        }
        $store->db->rows('ANALYZE TABLE remise_code');
        $before = $this->read($store);
        self::assertSame(['A###', 'B###', 'C###'], $store->ask('site')['patterns']);
        self::assertLessThan(100, $this->read($store) - $before);
    }

    /** Rows that this connection has read. */
    private function read(Store $store): int
    {
        return array_sum(array_map(intval(...), array_column($store->db->rows("SHOW SESSION STATUS LIKE 'Handler_read%'"), 'Value')));
    }
}
