<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\Galera;

use Remise\Tests\Support\GetLock;
use Remise\Tests\Support\OnGalera;

final class LedgerRaceTest extends \Remise\Tests\Bridge\LedgerRaceTest
{
    use OnGalera;

    public function testALedgerThatLocksOnItsOwnNodeIsCaught(): void
    {
        self::assertFalse($this->isExact(GetLock::class));
    }
}
