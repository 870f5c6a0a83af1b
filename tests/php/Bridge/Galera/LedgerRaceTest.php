<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\Galera;

use Remise\Tests\Support\Galera;
use Remise\Tests\Support\GetLock;
use Remise\Tests\Support\OnGalera;
use Remise\Tests\Support\Store;

final class LedgerRaceTest extends \Remise\Tests\Bridge\LedgerRaceTest
{
    use OnGalera;

    public function testALedgerThatLocksOnItsOwnNodeIsCaught(): void
    {
        self::assertFalse($this->isExact(GetLock::class));
    }

    /** A node changes rows without waiting for what other nodes have just committed. */
    public function testTheLastUseIsCommittedOnAnotherNodeThanItWasHeldOn(): void
    {
        $here = new Store($this->place());
        $there = new Store(Galera::from($this->place(), 1));
        $here->save('A', ['hasQuantity' => true, 'quantity' => 1]);
        for ($n = 0; $n < 200; $n++) {
            self::assertSame('taken', $here->redeem("k$n", 'A', ['endAt' => 10])['outcome']);
            self::assertSame('taken', $there->ask('commit', ['key' => "k$n", 'atMs' => 3])['outcome'], "commit $n");
            $here->ask('release', ['key' => "k$n", 'keep' => false, 'atMs' => 4]);
        }
    }
}
