<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;
use Remise\Tests\Support\Store;

final class SqlShopTest extends \Remise\Tests\Bridge\SqlShopTest
{
    use OnMariaDb;

    /** Every call asks for it, before anything else. */
    public function testTheSiteIsOneQuestionAndTheFirstPatternOfEachEnvironmentAnother(): void
    {
        $store = new Store($this->place());
        $asked = static fn (): int => (int) ($store->db->row("SHOW SESSION STATUS LIKE 'Questions'")['Value'] ?? 0);
        $before = $asked();
        $store->ask('site');
        self::assertSame(3, $asked() - $before - 1);
    }
}
