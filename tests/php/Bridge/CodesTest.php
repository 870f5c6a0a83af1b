<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Codes as somebody manages them, over SQLite. */
class CodesTest extends StoreTest
{
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

    public function testAListIsNarrowed(): void
    {
        foreach (['AB1', 'AB2', 'AC1', 'B1'] as $code) {
            $this->store->save($code);
        }
        $dev = ['coupon' => '{"id":"D1","code":"D1"}', 'atMs' => 1];
        $this->store->ask('saveCoupon', $this->store->place('D1', 'dev') + $dev);
        $this->switch('AB1', false);
        self::assertSame(['D1', 'B1', 'AC1', 'AB2', 'AB1'], $this->codes([]));
        self::assertSame(['B1', 'AC1', 'AB2', 'AB1'], $this->codes(['env' => 'prod']));
        self::assertSame(['AB2', 'AB1'], $this->codes(['prefix' => 'AB']));
        self::assertSame(['AB1'], $this->codes(['active' => false]));
        self::assertSame(['AC1', 'AB2'], $this->codes(['env' => 'prod', 'active' => true, 'prefix' => 'A']));
        self::assertSame(['AB2'], $this->codes(['prefix' => 'AB', 'active' => true, 'limit' => 1, 'cursor' => '3']));
        self::assertSame([], $this->codes(['prefix' => 'A%']));
        self::assertSame([], $this->codes(['organization' => '99']));
    }

    public function testACodeThatIsSwitchedOffIsNotUsed(): void
    {
        $this->store->save('A');
        self::assertFalse($this->switch('NONE', false));
        self::assertTrue($this->switch('A', false));
        self::assertTrue($this->switch('A', false));
        self::assertFalse($this->store->find('A')['active']);
        self::assertSame('exhausted', $this->store->redeem('1', 'A')['outcome']);
        self::assertSame(0, $this->store->find('A')['redeemed']);
        self::assertTrue($this->switch('A', true));
        self::assertTrue($this->store->find('A')['active']);
        self::assertSame('taken', $this->store->redeem('1', 'A')['outcome']);
    }

    public function testSavingAgainSwitchesNothingByItself(): void
    {
        $this->store->save('A', ['active' => false]);
        $this->store->save('A', ['value' => 7]);
        self::assertFalse($this->store->find('A')['active']);
        $this->store->save('A', ['active' => true]);
        self::assertTrue($this->store->find('A')['active']);
    }

    public function testAnUpdateNeedsSomethingToUpdate(): void
    {
        $update = ['coupon' => '{"id":"x","code":"A"}', 'update' => true, 'atMs' => 1];
        self::assertSame('unknown', $this->store->ask('saveCoupon', $this->store->place('A') + $update)['outcome']);
        self::assertSame([], $this->store->find('A'));
        $this->store->save('B', ['id' => 'x']);
        self::assertSame('saved', $this->store->ask('saveCoupon', $this->store->place('A') + $update)['outcome']);
        self::assertSame('taken', $this->store->ask('saveCoupon', $this->store->place('A') + ['coupon' => '{"id":"y","code":"A"}'] + $update)['outcome']);
    }

    public function testOneGeneratedCodeIsSwitchedOffAndItsCampaignGoesOn(): void
    {
        $this->store->ask('insertCodes', $batch = [
            'organization' => $this->store->organization,
            'env' => 'prod',
            'pattern' => '##',
            'coupon' => '{"value":5}',
            'codes' => [['code' => 'AA', 'key' => 'AA'], ['code' => 'BB', 'key' => 'BB']],
            'atMs' => 3,
        ]);
        $this->switch('AA', false);
        self::assertSame([false, true], [$this->store->find('AA')['active'], $this->store->find('BB')['active']]);
        self::assertSame(['##'], $this->store->ask('site')['patterns']);
        self::assertSame('deleted', $this->delete('AA'));
        self::assertSame('taken', $this->store->redeem('1', 'BB')['outcome']);
        $this->switch('BB', false);
        self::assertSame([], $this->store->ask('site')['patterns']);
        $this->store->ask('insertCodes', ['coupon' => '{"active":false}', 'codes' => [['code' => 'CC', 'key' => 'CC']]] + $batch);
        self::assertFalse($this->store->find('CC')['active']);
    }

    public function testOnlyWhatNobodyHasUsedIsDeleted(): void
    {
        foreach (['A', 'B', 'C'] as $code) {
            $this->store->save($code);
        }
        $this->store->redeem('1', 'A');
        $this->store->redeem('2', 'B', ['holder' => 'customer:1']);
        $this->store->ask('release', ['key' => '2', 'keep' => false, 'atMs' => 9]);
        self::assertSame(['inUse', 'inUse', 'deleted', 'unknown'], array_map($this->delete(...), ['A', 'B', 'C', 'C']));
        self::assertSame(['B', 'A'], $this->codes([]));
        self::assertSame(2, $this->store->db->row('SELECT COUNT(*) AS n FROM remise_campaign')['n'] ?? null);
        self::assertSame('saved', $this->store->save('C'));
        self::assertSame(0, $this->store->find('C')['redeemed']);
    }

    /** Either the use was first and the code stays, or the code was gone first and there is no use. */
    public function testDeletingRacesWithUsing(): void
    {
        $file = $this->place();
        for ($i = 0; $i < 20; $i++) {
            $this->store->save("R$i");
        }
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store($argv[1]); for ($i = 0; $i < 20; $i++) {'
            . 'echo {n} % 2 ? $s->redeem("{n}-$i", "R$i")["outcome"] : $s->ask("deleteCoupon", $s->place("R$i"))["outcome"], " "; }';
        $printed = Processes::together(4, [PHP_BINARY, '-r', $code, '--', $file]);
        $outcomes = array_map(static fn (string $line): array => explode(' ', $line), $printed);
        for ($i = 0; $i < 20; $i++) {
            $got = array_column($outcomes, $i);
            sort($got);
            self::assertContains($got, [
                ['inUse', 'inUse', 'taken', 'taken'],
                ['deleted', 'exhausted', 'exhausted', 'unknown'],
            ], implode(' ', $got));
        }
    }

    private function switch(string $code, bool $active): bool
    {
        return $this->store->ask('setActive', $this->store->place($code) + ['active' => $active, 'atMs' => 4])['known'];
    }

    private function delete(string $code): string
    {
        return $this->store->ask('deleteCoupon', $this->store->place($code))['outcome'];
    }

    /** @param array<string, mixed> $query @return list<string> */
    private function codes(array $query): array
    {
        $query += ['organization' => $this->store->organization, 'limit' => 9];

        return array_column($this->store->ask('listCoupons', $query)['coupons'], 'code');
    }
}
