<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\Sql\SqliteDialect;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Pages of vouchers: each is reached from the one before and from the one behind, in every order. */
class VoucherPagesTest extends StoreTest
{
    private const COUNT = 23;

    private Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
        $this->sell('O1', 'customer:7', self::COUNT, 'a');
        $this->sell('O2', 'customer:7', 4, 'b');
        $this->sell('O3', 'customer:8', 3, 'a');
        foreach (['A05' => 50, 'A06' => 70, 'A07' => 60, 'A08' => 60] as $code => $atMs) {
            self::assertTrue($this->store->ask('redeemVoucher', $this->store->place($code) + ['key' => "v $code", 'merchantId' => 'm', 'atMs' => $atMs])['changed']);
        }
    }

    /** @dataProvider orders */
    public function testEveryPageIsReachedBothWays(string $sort, bool $descending, string $first): void
    {
        $whole = $this->page(['sort' => $sort, 'descending' => $descending, 'limit' => 1000]);
        self::assertCount(self::COUNT + 4, $whole['vouchers']);
        self::assertSame($first, $whole['vouchers'][0]['code']);
        $there = $this->walk(['sort' => $sort, 'descending' => $descending, 'limit' => 4], 'cursor', false);
        self::assertSame(array_column($whole['vouchers'], 'code'), array_merge(...array_column($there, 'codes')));
        self::assertNull($there[0]['previous']);
        $back = $this->walk(['sort' => $sort, 'descending' => $descending, 'limit' => 4, 'cursor' => end($there)['previous'], 'back' => true], 'previous', true);
        self::assertSame(array_column(array_slice($there, 0, -1), 'codes'), array_column(array_reverse($back), 'codes'));
    }

    /** @return iterable<array{string, bool, string}> */
    public static function orders(): iterable
    {
        yield 'newest' => ['created', true, 'B03'];
        yield 'oldest' => ['created', false, 'A00'];
        yield 'code' => ['code', false, 'A00'];
        yield 'code, last first' => ['code', true, 'B03'];
        yield 'last used' => ['usedAt', true, 'A06'];
        yield 'first used' => ['usedAt', false, 'A00'];
    }

    public function testFilters(): void
    {
        $codes = fn (array $filter): array => array_column($this->page($filter + ['sort' => 'code', 'descending' => false])['vouchers'], 'code');
        self::assertSame(['A05', 'A06', 'A07', 'A08'], $codes(['status' => 'used']));
        self::assertCount(self::COUNT, $codes(['status' => 'active']));
        self::assertSame([], $codes(['status' => 'active', 'atMs' => 1000]));
        self::assertCount(self::COUNT, $codes(['status' => 'expired', 'atMs' => 1000]));
        self::assertSame(['A10', 'A11'], array_slice($codes(['prefix' => 'A1']), 0, 2));
        self::assertSame([], $codes(['prefix' => 'C']));
        self::assertSame(['B00', 'B01', 'B02', 'B03'], $codes(['template' => 'b']));
        self::assertSame(['B00', 'B01', 'B02', 'B03'], $codes(['order' => 'O2']));
        self::assertSame([], $codes(['order' => 'O9']));
        self::assertSame(['C00', 'C01', 'C02'], $codes(['owner' => 'customer:8']));
        self::assertSame([], $codes(['owner' => 'customer:7', 'order' => 'O3']));
        self::assertSame([], $codes(['env' => 'dev']));
    }

    public function testAVoucherOfSomebodyElseIsNoPlaceInAList(): void
    {
        $theirs = $this->store->db->rows('SELECT id FROM remise_voucher WHERE owner = ?', ['customer:8']);
        self::assertCount(3, $theirs);
        foreach (['created', 'code', 'usedAt'] as $sort) {
            $first = $this->page($query = ['sort' => $sort, 'limit' => 4]);
            foreach ($theirs as ['id' => $id]) {
                self::assertSame($first, $this->page($query + ['cursor' => (string) $id]), $sort);
            }
        }
    }

    public function testWhatTheBackOfficeSwitchesIsShownAndKeptInTheTrail(): void
    {
        $switch = fn (bool $active, int $atMs): bool => $this->store->ask('setActive', $this->store->place('A00') + ['active' => $active, 'atMs' => $atMs])['known'];
        self::assertTrue($switch(false, 90));
        self::assertTrue($switch(false, 91));
        self::assertSame(['A00'], array_column($this->page(['status' => 'blocked'])['vouchers'], 'code'));
        self::assertFalse($this->store->ask('redeemVoucher', $this->store->place('A00') + ['key' => 'v', 'merchantId' => 'm', 'atMs' => 92])['changed']);
        self::assertTrue($switch(true, 93));
        $events = $this->store->ask('voucherHistory', $this->store->place('A00') + ['atMs' => 99])['events'];
        self::assertSame(['created', 'blocked', 'unblocked'], array_column($events, 'event'));
        self::assertSame('inUse', $this->store->ask('deleteCoupon', $this->store->place('A00'))['outcome'], 'somebody paid for it');
    }

    /** However many vouchers there are, a page reads its own rows and what is beside them. */
    public function testAPageDeepDownIsNoMoreWorkThanTheFirst(): void
    {
        $this->sell('O4', 'customer:9', 3000, 'a');
        $row = fn (string $code): string => (string) $this->store->db->row('SELECT id FROM remise_voucher WHERE code_key = ?', [$code])['id'];
        foreach ([
            ['sort' => 'created'], ['sort' => 'code', 'descending' => false], ['sort' => 'usedAt'], ['status' => 'active'], ['template' => 'a'],
            ['prefix' => 'D1', 'sort' => 'code', 'descending' => false],
        ] as $filter) {
            foreach ([[], ['cursor' => $row('D1500')], ['cursor' => $row('D1500'), 'back' => true]] as $place) {
                $query = $filter + $place + ['owner' => 'customer:9', 'limit' => 25];
                $reads = $this->reads(fn (): array => $this->page($query));
                self::assertLessThan(600, $reads, json_encode($query));
            }
        }
    }

    /** Steps of the database: rows that MariaDB looks at, or whether SQLite would sort. */
    private function reads(\Closure $ask): int
    {
        if ($this->store->db->dialect instanceof SqliteDialect) {
            // It is told which index to take, and fails when that one does not do; what is left to see is that nothing is sorted.
            self::assertNotSame([], $ask()['vouchers']);

            return 0;
        }
        $count = fn (): int => (int) array_sum(array_column($this->store->db->rows("SHOW SESSION STATUS LIKE 'Handler_read%'"), 'Value'));
        $before = $count();
        self::assertNotSame([], $ask()['vouchers']);

        return $count() - $before;
    }

    /** @param array<string, mixed> $query @return list<array{codes: list<string>, cursor: ?string, previous: ?string}> */
    private function walk(array $query, string $next, bool $back): array
    {
        $pages = [];
        do {
            $page = $this->page($query);
            $pages[] = ['codes' => array_column($page['vouchers'], 'code'), 'cursor' => $page['cursor'] ?? null, 'previous' => $page['previous'] ?? null];
            $query = ['cursor' => $page[$next] ?? null, 'back' => $back] + $query;
        } while (isset($page[$next]));

        return $pages;
    }

    /** @param array<string, mixed> $filter @return array<string, mixed> */
    private function page(array $filter): array
    {
        $own = isset($filter['order']) || isset($filter['env']) ? [] : ['owner' => 'customer:7'];

        return $this->store->ask('listVouchers', array_filter($filter + $own + [
            'organization' => $this->store->organization,
            'env' => 'prod',
            'sort' => 'created',
            'descending' => true,
            'back' => false,
            'limit' => 100,
            'atMs' => 99,
        ], static fn (mixed $value): bool => $value !== null));
    }

    private function sell(string $order, string $owner, int $count, string $template): void
    {
        $organization = $this->store->organization;
        $coupon = '{"id":"voucher ' . $order . '","code":"####","type":"PERCENTAGE","value":10,"hasQuantity":true,"quantity":1,"endAt":1000}';
        $issue = ['line' => '1', 'number' => 0, 'count' => $count, 'template' => $template, 'name' => 'T', 'coupon' => $coupon, 'pattern' => '####', 'endAt' => 1000];
        $where = ['organization' => $organization, 'env' => 'prod', 'order' => $order];
        self::assertTrue($this->store->ask('addIssues', $where + ['owner' => $owner, 'issues' => [$issue], 'atMs' => 1])['changed']);
        self::assertFalse($this->store->ask('addIssues', $where + ['owner' => $owner, 'issues' => [$issue], 'atMs' => 1])['changed']);
        $next = $this->store->ask('nextIssue', ['organization' => $organization])['issue'];
        $stem = chr(ord('A') - 1 + (int) substr($order, 1));
        $codes = array_map(static fn (int $n): array => ['code' => sprintf('%s%02d', $stem, $n), 'key' => sprintf('%s%02d', $stem, $n)], range(0, $count - 1));
        $this->store->ask('mintCodes', ['organization' => $organization, 'id' => $next['id'], 'made' => 0, 'codes' => $codes, 'atMs' => 2]);
        $this->store->ask('mintCodes', ['organization' => $organization, 'id' => $next['id'], 'made' => 0, 'codes' => [['code' => 'LATE', 'key' => 'LATE']], 'atMs' => 2]);
    }
}
