<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Buckets of tokens and failed attempts. */
class GuardTest extends StoreTest
{
    private const NOW_MS = 1_000_000_000_000;
    private const WAIT_MS = 60_000;
    private const FROM = ['remoteAddress' => '192.0.2.1', 'session' => 'abc', 'holder' => 'customer:7'];

    private Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
    }

    protected function tearDown(): void
    {
        unset($this->store);
        parent::tearDown();
    }

    public function testABucketEmptiesAndFillsByItself(): void
    {
        self::assertSame([true, true, true, true, true, false], $this->takes(6));
        self::assertFalse($this->take(self::WAIT_MS - 1));
        self::assertSame([true, false], $this->takes(2, self::WAIT_MS));
        self::assertSame([true, true, true, true, true, false], $this->takes(6, 9 * self::WAIT_MS));
    }

    public function testATokenIsGivenBack(): void
    {
        for ($time = 0; $time < 9; $time++) {
            self::assertTrue($this->take());
            $this->store->ask('giveTokens', ['scope' => 'code', 'from' => self::FROM, 'waitMs' => self::WAIT_MS]);
        }
        self::assertSame([true, true, true, true, true, false], $this->takes(6));
    }

    public function testEverySourceHasItsOwnAndAllOfThemAreNeeded(): void
    {
        $this->takes(5, 0, ['remoteAddress' => '192.0.2.1']);
        self::assertFalse($this->take(), 'the address has none');
        self::assertSame([true, true, true, true, true, false], $this->takes(6, 0, ['session' => 'abc']), 'none of the others was taken');
        self::assertTrue($this->take(0, ['holder' => '192.0.2.1']));
        self::assertTrue($this->take(0, ['remoteAddress' => '192.0.2.1'], 'sign-in'));
        self::assertSame(array_fill(0, 50, true), $this->takes(50, 0, []), 'of nobody nothing is counted');
    }

    public function testWhoReadTheClockBeforeTheOthersGetsNoMore(): void
    {
        $this->takes(5, 50);
        self::assertSame([false, false], $this->takes(2), 'of two at once the later one may be served first');
        self::assertFalse($this->take(50 - 4 * self::WAIT_MS), 'nor with a clock that is minutes behind');
    }

    public function testAClockThatIsSetBackLocksNobodyOut(): void
    {
        $this->takes(5, 3_600_000);
        self::assertTrue($this->take());
        self::assertSame([true, true, true, true, false], $this->takes(5));
    }

    public function testManyAtOnceGetNoMoreThanThereIs(): void
    {
        $worker = [PHP_BINARY, __DIR__ . '/guard-worker.php', $this->place()];
        $taken = array_map(intval(...), Processes::together(6, $worker));
        self::assertSame(5, array_sum($taken), implode(' ', $taken));
    }

    public function testAttemptsAreCountedAndTellNobody(): void
    {
        $this->note(0);
        $this->note(5);
        $this->note(7, ['code' => 'WE••••••', 'outcome' => 'throttled']);
        [$last, $first] = $this->store->ask('listAttempts', ['limit' => 9])['attempts'];
        self::assertSame(['WE••••••', 'throttled', 1], [$last['code'], $last['outcome'], $last['count']]);
        self::assertSame([2, self::NOW_MS, self::NOW_MS + 5], [$first['count'], $first['createdAt'], $first['atMs']]);
        self::assertSame($first['remoteAddress'], $last['remoteAddress']);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{8}\z/', $first['holder']);
        $this->takes(1);
        $all = $this->store->everything();
        foreach (['192.0.2.1', 'customer:7'] as $secret) {
            self::assertStringNotContainsString($secret, $all);
        }
    }

    public function testAttemptsAreForgotten(): void
    {
        $this->note(0, ['code' => 'a']);
        $this->note(10, ['code' => 'b']);
        $this->note(20, ['code' => 'c', 'forgetBeforeMs' => self::NOW_MS + 10]);
        self::assertSame(['c', 'b'], $this->noted());
        $this->note(30, ['code' => 'd', 'rows' => 2]);
        self::assertSame(['d', 'c'], $this->noted());
        self::assertCount(1, $this->store->ask('listAttempts', ['limit' => 1])['attempts']);
    }

    public function testAnAttemptWithoutACodeIsKept(): void
    {
        $this->note(0, ['scope' => 'sign-in', 'code' => null, 'from' => ['remoteAddress' => '192.0.2.1']]);
        [$noted] = $this->store->ask('listAttempts', ['limit' => 1])['attempts'];
        self::assertSame(['atMs', 'count', 'createdAt', 'outcome', 'remoteAddress', 'scope'], self::sorted(array_keys($noted)));
    }

    /** @return list<string> */
    private function noted(): array
    {
        return array_column($this->store->ask('listAttempts', ['limit' => 9])['attempts'], 'code');
    }

    /** @param array<string, string> $from @return list<bool> */
    private function takes(int $times, int $afterMs = 0, array $from = self::FROM): array
    {
        return array_map(fn (): bool => $this->take($afterMs, $from), range(1, $times));
    }

    /** @param array<string, string> $from */
    private function take(int $afterMs = 0, array $from = self::FROM, string $scope = 'code'): bool
    {
        return $this->store->ask('takeTokens', [
            'scope' => $scope,
            'from' => (object) $from,
            'atMs' => self::NOW_MS + $afterMs,
            'limit' => 5,
            'waitMs' => self::WAIT_MS,
        ])['changed'];
    }

    /** @param array<string, mixed> $more */
    private function note(int $afterMs, array $more = []): void
    {
        $this->store->ask('noteAttempt', array_filter($more + [
            'scope' => 'code',
            'from' => self::FROM,
            'code' => 'SU••••••',
            'outcome' => 'refused',
            'atMs' => self::NOW_MS + $afterMs,
            'forgetBeforeMs' => 0,
            'rows' => 1000,
        ], static fn (mixed $value): bool => $value !== null));
    }

    /** @param list<string> $names @return list<string> */
    private static function sorted(array $names): array
    {
        sort($names);

        return $names;
    }
}
