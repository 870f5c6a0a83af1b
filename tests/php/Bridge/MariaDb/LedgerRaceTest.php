<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\GetLock;
use Remise\Tests\Support\OnMariaDb;

final class LedgerRaceTest extends \Remise\Tests\Bridge\LedgerRaceTest
{
    use OnMariaDb;

    public function testALedgerThatLocksIsExactOnOneServer(): void
    {
        self::assertTrue($this->isExact(GetLock::class));
    }
}
