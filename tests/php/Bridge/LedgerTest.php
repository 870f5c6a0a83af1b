<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** What the ledger keeps, and that its counters are always what its rows sum to. */
class LedgerTest extends StoreTest
{
    private const ONE = ['hasQuantity' => true, 'quantity' => 1];

    private Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
    }

    protected function tearDown(): void
    {
        self::assertSame([], $this->store->miscounted());
        unset($this->store);
        parent::tearDown();
    }

    public function testAHoldIsCommittedOrGivenBack(): void
    {
        $this->store->save('A', self::ONE);
        self::assertSame('taken', $this->hold('1', 100));
        self::assertSame('exhausted', $this->hold('2', 100, 99));
        $done = $this->commit('1', 99);
        self::assertSame(['taken', 'committed', 100], [$done['outcome'], $done['redemption']['state'], $done['redemption']['endAt']]);
        self::assertSame($done, $this->commit('1', 500));
        self::assertTrue($this->release('1'));
        self::assertSame('taken', $this->hold('2', 1000, 500));
        self::assertSame('unknown', $this->commit('3', 500)['outcome']);
    }

    public function testHoldsLapseWhereverTheyAreLookedAt(): void
    {
        $this->store->save('A', self::ONE);
        $this->hold('1', 100);
        self::assertSame(1, $this->store->find('A', ['atMs' => 99])['redeemed']);
        self::assertSame(0, $this->store->find('A', ['atMs' => 100])['redeemed']);
        self::assertSame('taken', $this->hold('2', 300, 200));
        self::assertSame('taken', $this->hold('3', 400, 300), 'it is given back by who finds none left');
        self::assertSame('exhausted', $this->commit('2', 301)['outcome']);
        self::assertSame('A', $this->commit('2', 301)['codeKey']);
        self::assertSame('taken', $this->commit('2', 400)['outcome']);
        self::assertSame('taken', $this->commit('2', 401)['outcome']);
    }

    public function testAnExpiredHoldThatNobodyTookAwayIsStillGood(): void
    {
        $this->store->save('A', self::ONE);
        $this->hold('1', 100);
        self::assertSame('taken', $this->commit('1', 5000)['outcome']);
        self::assertSame('exhausted', $this->hold('2', 9000, 6000));
    }

    public function testALapsedHoldIsTakenAnewUnderItsOwnKey(): void
    {
        $this->store->save('A', self::ONE);
        $this->hold('1', 100);
        self::assertSame('taken', $this->hold('1', 300, 200));
        self::assertSame(300, $this->store->find('A', ['key' => '1', 'request' => 'request of A', 'atMs' => 250])['redemption']['endAt']);
    }

    public function testSeveralCodesAreTakenTogetherOrNotAtAll(): void
    {
        $this->store->save('A', self::ONE);
        $this->store->save('B', self::ONE + ['hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        $this->store->save('C', self::ONE);
        self::assertSame('taken', $this->order('1', ['C'])['outcome']);
        $buyer = ['holder' => 'customer:1', 'email' => 'guest:a@example.org'];
        self::assertSame(['outcome' => 'exhausted', 'codeKey' => 'C'], $this->order('2', ['B', 'A', 'C'], $buyer));
        self::assertSame([0, 0, 1], $this->uses('A', 'B', 'C'));
        self::assertSame('taken', $this->order('2', ['B', 'A'], $buyer)['outcome']);
        self::assertSame([1, 1, 1], $this->uses('A', 'B', 'C'));
        $again = $this->order('2', ['A', 'B'], $buyer);
        self::assertSame(['replayed', false], [$again['outcome'], $again['redemption']['known']]);
        self::assertTrue($this->release('2'));
        self::assertSame([0, 0, 1], $this->uses('A', 'B', 'C'));
    }

    public function testWhoHasTwoNamesIsCountedUnderBoth(): void
    {
        $this->store->save('A', ['hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        $account = ['holder' => 'customer:1'];
        $guest = ['email' => 'guest:a@example.org'];
        foreach ([[$account + $guest, $guest], [$account + $guest, $account], [$guest, $account + $guest]] as [$first, $second]) {
            self::assertSame('taken', $this->store->redeem('1', 'A', $first)['outcome']);
            self::assertSame(1, $this->store->find('A', $second)['redeemedByHolder']);
            self::assertSame('holderLimit', $this->store->redeem('2', 'A', $second)['outcome']);
            $this->release('1');
        }
    }

    public function testTheCodesOfACampaignAreCountedTogether(): void
    {
        $rules = ['id' => 'C', 'value' => 1, 'campaign' => ['quantity' => 3, 'discountMinor' => 250]];
        $batch = fn (array $rules, string ...$keys): array => $this->store->ask('insertCodes', [
            'organization' => $this->store->organization, 'env' => 'prod', 'pattern' => '##', 'coupon' => json_encode($rules), 'atMs' => 1,
            'codes' => array_map(static fn (string $key): array => ['code' => $key, 'key' => $key], $keys),
        ]);
        $batch($rules, 'A', 'B');
        self::assertSame(['taken', 'taken'], [$this->hold('1', 100, 2, 'A'), $this->hold('2', 100, 2, 'B')]);
        self::assertSame(['redeemed' => 2, 'spentMinor' => 200], $this->store->find('A')['campaign']);
        self::assertSame('budgetLimit', $this->hold('3', 100, 2, 'A'));
        self::assertSame('taken', $this->hold('3', 200, 100, 'A'), 'the others have lapsed');
        $batch(['campaign' => ['quantity' => 1]] + $rules, 'D');
        self::assertSame('campaignLimit', $this->hold('4', 300, 100, 'D'));
        $batch(array_diff_key($rules, ['campaign' => 0]), 'E');
        self::assertSame('taken', $this->hold('4', 300, 100, 'D'));
        self::assertArrayNotHasKey('campaign', $this->store->find('A'));
        $batch(['campaign' => ['quantity' => 5]] + $rules, 'F');
        self::assertSame(['redeemed' => 2, 'spentMinor' => 200], $this->store->find('F')['campaign'], 'uses of before are counted');
    }

    public function testWhatIsSpentOfABalanceIsKept(): void
    {
        $this->store->save('A', ['partialUse' => true]);
        $spend = fn (string $key, int $minor, int $spent): string => $this->store->redeem($key, 'A', [
            'codes' => [['codeKey' => 'A', 'discountMinor' => $minor, 'spentMinor' => $spent]],
        ])['outcome'];
        self::assertSame('taken', $spend('1', 300, 0));
        self::assertSame(300, $this->store->find('A')['spentMinor']);
        self::assertSame('stale', $spend('2', 300, 299));
        self::assertSame('taken', $spend('2', 200, 300));
        $this->release('1');
        self::assertSame(200, $this->store->find('A')['spentMinor']);
        self::assertSame('taken', $spend('3', 300, 300), 'that less is spent than was thought is no harm');
    }

    public function testAPopularCodeLosesNoUseAndGainsNone(): void
    {
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 100]);
        $taken = fn (int $from, int $to): int => count(array_filter(
            range($from, $to),
            fn (int $key): bool => $this->store->redeem("$key", 'A')['outcome'] === 'taken',
        ));
        self::assertSame(30, $taken(1, 30));
        self::assertSame([30], $this->uses('A'));
        // Fewer in all, and what was given back before and after; then more again.
        $this->release('30');
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 20]);
        self::assertSame(0, $taken(31, 32));
        array_map($this->release(...), array_map(strval(...), range(15, 29)));
        self::assertSame([14], $this->uses('A'));
        self::assertSame(6, $taken(41, 50));
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 200]);
        self::assertSame(180, $taken(101, 300));
        self::assertSame(200, $this->store->ask('listCoupons', ['organization' => $this->store->organization, 'limit' => 1])['coupons'][0]['redeemed']);
        $this->release('101');
        $this->store->ask('setActive', $this->store->place('A') + ['active' => false, 'atMs' => 1]);
        self::assertSame(0, $taken(301, 302));
        $this->store->ask('setActive', $this->store->place('A') + ['active' => true, 'atMs' => 1]);
        self::assertSame(1, $taken(301, 302));
        self::assertTrue($this->release('279'), 'of a row that is gone');
        self::assertSame([199], $this->uses('A'));
    }

    private function hold(string $key, int $endAt, int $atMs = 2, string $code = 'A'): string
    {
        return $this->store->redeem($key, $code, ['endAt' => $endAt, 'atMs' => $atMs])['outcome'];
    }

    /** @return array<string, mixed> */
    private function commit(string $key, int $atMs): array
    {
        return $this->store->ask('commit', ['key' => $key, 'atMs' => $atMs]);
    }

    private function release(string $key): bool
    {
        return $this->store->ask('release', ['key' => $key, 'keep' => false, 'atMs' => 9])['changed'];
    }

    /** @param list<string> $codes @param array<string, string> $buyer @return array<string, mixed> */
    private function order(string $key, array $codes, array $buyer = []): array
    {
        $uses = array_map(static fn (string $code): array => ['codeKey' => $code, 'discountMinor' => 100], $codes);

        return $this->store->redeem($key, $codes[0], ['codes' => $uses] + $buyer);
    }

    /** @return list<int> */
    private function uses(string ...$codes): array
    {
        return array_map(fn (string $code): int => $this->store->find($code)['redeemed'], $codes);
    }
}
