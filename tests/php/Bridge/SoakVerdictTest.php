<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Soak\Journal;
use Remise\Tests\Soak\Plan;
use Remise\Tests\Soak\Verdict;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** The reckoning after a round of the soak finds what is wrong, and only that. */
final class SoakVerdictTest extends StoreTest
{
    private const SEED = 1;

    private Store $store;
    private Journal $journal;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
        foreach (Plan::COUPONS as $code => $terms) {
            $this->store->save($code, $terms);
        }
        $this->journal = new Journal($this->scratch->path, 0);
    }

    protected function tearDown(): void
    {
        unset($this->store);
        parent::tearDown();
    }

    public function testAllIsWell(): void
    {
        [$number, $key] = $this->longHold();
        $this->store->redeem($key, 'MANY', ['endAt' => (time() + Plan::LONG_SECONDS) * 1_000]);
        $this->journal->answered($number, 'held');
        self::assertSame([], $this->faults(false));
    }

    public function testAHoldThatWasLostIsFoundWhereClocksWereRight(): void
    {
        [$number, $key] = $this->longHold();
        $this->store->redeem($key, 'MANY', ['endAt' => 10]);
        $this->store->ask('release', ['key' => $key, 'keep' => false, 'atMs' => 20]);
        $this->journal->answered($number, 'held');
        self::assertSame(["the key $key should be kept and is released"], $this->faults(false));
    }

    public function testAHoldThatWasLostMayHaveLapsedInAStorm(): void
    {
        [$number, $key] = $this->longHold();
        $this->store->redeem($key, 'MANY', ['endAt' => 10]);
        $this->store->ask('release', ['key' => $key, 'keep' => false, 'atMs' => 20]);
        $this->journal->answered($number, 'held');
        self::assertSame([], $this->faults(true));
    }

    public function testAUseTooManyIsFoundAtOnce(): void
    {
        $this->store->redeem('a', 'UNA');
        self::assertSame([], Verdict::over($this->store));
        $this->store->db->run("UPDATE remise_code SET redeemed = 0 WHERE code_key = 'UNA'");
        $this->store->redeem('b', 'UNA');
        self::assertSame(['UNA has 2 uses, and 1 were there'], Verdict::over($this->store));
    }

    public function testAHoldThatNeverLapsesIsFound(): void
    {
        $this->store->redeem('a', 'UNA', ['endAt' => PHP_INT_MAX >> 8]);
        self::assertSame(['the hold a never lapses'], $this->faults(true));
    }

    public function testACodeThatWasLeftOutIsFound(): void
    {
        $plan = new Plan(self::SEED, 0);
        for ($number = 1; $plan->call($number)['verb'] !== 'redeem' || !isset($plan->call($number)['codes']); $number++);
        $key = $plan->call($number)['key'];
        $this->store->redeem($key, 'MANY');
        $this->journal->answered($number, 'redeemed');
        self::assertSame(["the key $key should be committed and is committed, of 2 codes"], $this->faults(true));
    }

    public function testAnAnswerThatIsNotSoIsFound(): void
    {
        [$number, $key] = $this->longHold();
        $this->journal->answered($number, 'redeemed');
        self::assertSame(["the key $key should be committed and is nothing"], $this->faults(true));
    }

    /** A call of the plan that holds something for longer than a round. @return array{int, string} its number and its key */
    private function longHold(): array
    {
        $plan = new Plan(self::SEED, 0);
        $isMeant = static fn (array $call): bool => ($call['lifetimeSeconds'] ?? 0) === Plan::LONG_SECONDS && isset($call['code']);
        for ($number = 1; !$isMeant($plan->call($number)); $number++);

        return [$number, $plan->call($number)['key']];
    }

    /** @return list<string> */
    private function faults(bool $isStormy): array
    {
        return (new Verdict($this->store, $this->place(), $this->scratch->path, self::SEED, [$this->journal], $isStormy))->faults();
    }
}
