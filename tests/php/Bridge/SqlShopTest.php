<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Every operation of the port. */
class SqlShopTest extends StoreTest
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

    public function testClockTellsTheTime(): void
    {
        $clock = $this->store->ask('clock');
        self::assertEqualsWithDelta(microtime(true) * 1000, $clock['nowMs'], 2000);
        self::assertSame(0, $clock['utcOffsetMinutes']);
    }

    public function testRandomIsLowerCaseHexAndDiffers(): void
    {
        $one = $this->store->ask('random', ['bytes' => 16])['hex'];
        self::assertMatchesRegularExpression('/\A[0-9a-f]{32}\z/', $one);
        self::assertNotSame($one, $this->store->ask('random', ['bytes' => 16])['hex']);
        self::assertArrayHasKey('failed', $this->store->answer('random', ['bytes' => 65537]));
    }

    public function testSiteIsKeptAsTheEngineWroteIt(): void
    {
        $site = '{"platform":"magento","dynamicCoupons":true,"env":"dev","modalities":["wholesale"]}';
        self::assertSame('{"ok":{}}', $this->store->text('saveSite', ['site' => $site]));
        self::assertSame([
            'site' => $site,
            'organization' => ['id' => $this->store->organization, 'currency' => 'BRL', 'locale' => 'pt'],
            'patterns' => [],
        ], $this->store->ask('site'));
    }

    public function testIntegratorsAndTheirOrganizations(): void
    {
        $ask = fn (string $token, string $id): array => $this->store->ask('organization', ['token' => $token, 'externalId' => $id]);
        self::assertSame('BRL', $ask('token', 'org')['organization']['currency']);
        self::assertSame(['integrator' => true], $ask('token', 'other'));
        self::assertSame(['integrator' => false], $ask('wrong', 'org'));
    }

    public function testPrivateKeys(): void
    {
        self::assertTrue($this->store->ask('authenticate', ['kind' => 'private', 'key' => 'secret'])['known']);
        self::assertFalse($this->store->ask('authenticate', ['kind' => 'private', 'key' => 'Secret'])['known']);
    }

    public function testSecretsAreStoredAsHashesOnly(): void
    {
        $this->store->save('A');
        $this->store->redeem('order-1', 'A', ['holder' => 'guest:ann@example.org']);
        $file = $this->store->everything();
        self::assertStringNotContainsString('ann@example.org', $file);
        self::assertStringNotContainsString('"secret"', $file);
        self::assertStringContainsString(hash('sha256', 'token'), $file);
        self::assertStringNotContainsString(hash('sha256', 'guest:ann@example.org'), $file);
    }

    public function testASavedCouponComesBackByteForByte(): void
    {
        $body = '{"code":"A","id":"x","value":10.10,"integrationMetadata":{"e":{},"l":[],"n":12345678901234567890,"q":"\"}{"}}';
        $save = $this->store->place('A') + ['coupon' => $body, 'atMs' => 5];
        self::assertSame('{"ok":{"outcome":"saved"}}', $this->store->text('saveCoupon', $save));
        self::assertSame(
            ['coupon' => $body, 'code' => 'A', 'redeemed' => 0, 'redeemedByHolder' => 0, 'active' => true],
            $this->store->ask('findCoupon', $this->store->place('A')),
        );
        self::assertSame('{"ok":{}}', $this->store->text('findCoupon', $this->store->place('A', 'dev')));
        self::assertSame('{"ok":{}}', $this->store->text('findCoupon', $this->store->place('B')));
    }

    public function testTheSameIdIsUpdatedAndKeepsItsUses(): void
    {
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 1]);
        $this->store->redeem('order-1', 'A');
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 2, 'value' => 7]);
        $found = $this->store->find('A');
        self::assertSame([7, 1], [$found['coupon']['value'], $found['redeemed']]);
        self::assertSame('taken', $this->store->redeem('order-2', 'A')['outcome']);
        self::assertSame('exhausted', $this->store->redeem('order-3', 'A')['outcome']);
    }

    public function testACodeOfAnotherIdIsTaken(): void
    {
        $this->store->save('A');
        self::assertSame('taken', $this->store->save('A', ['id' => 'other']));
        self::assertSame('saved', $this->store->save('B', ['id' => 'other']));
        self::assertSame('taken', $this->store->save('A', ['id' => 'other']));
    }

    /** A saved coupon has rules of its own; a generated code lives by those of its campaign, and its one use is counted. */
    public function testGeneratedCodesCannotBeSavedOver(): void
    {
        $rules = '{"value":5,"hasQuantity":true,"quantity":1}';
        $this->store->ask('insertCodes', $this->batch($rules, [['code' => 'AA-11', 'key' => 'AA11'], ['code' => 'BB-22', 'key' => 'BB22']]));
        $this->store->ask('insertCodes', $this->batch('{"id":"mailing",' . substr($rules, 1), [['code' => 'CC-33', 'key' => 'CC33']]));
        foreach (['AA11' => 'AA-11', 'BB22' => 'bb22', 'CC33' => 'mailing', 'NEW' => 'AA-11', 'NEW2' => 'mailing'] as $key => $id) {
            self::assertSame('taken', $this->store->save($key, ['id' => $id, 'value' => 90]), "$key of $id");
        }
        foreach (['AA11', 'BB22', 'CC33'] as $number => $key) {
            self::assertSame(5, $this->store->find($key)['coupon']['value']);
            self::assertSame('taken', $this->store->redeem("first-$number", $key)['outcome']);
            self::assertSame('exhausted', $this->store->redeem("second-$number", $key)['outcome']);
        }
        self::assertSame([[], []], [$this->store->find('NEW'), $this->store->find('NEW2')]);
        self::assertSame('saved', $this->store->save('NEW'));
    }

    public function testAnIdMayChangeItsCode(): void
    {
        $this->store->save('A', ['id' => 'x']);
        $this->store->redeem('order-1', 'A');
        $this->store->save('B', ['id' => 'x']);
        self::assertSame([], $this->store->find('A'));
        self::assertSame(1, $this->store->find('B')['redeemed']);
    }

    public function testEnvironmentsAreApart(): void
    {
        $this->store->save('A');
        $dev = ['coupon' => '{"id":"A","code":"A","value":9}', 'atMs' => 1];
        self::assertSame('saved', $this->store->ask('saveCoupon', $this->store->place('A', 'dev') + $dev)['outcome']);
        self::assertSame(5, $this->store->find('A')['coupon']['value']);
        self::assertSame(9, $this->store->find('A', [], 'dev')['coupon']['value']);
    }

    public function testGeneratedCodesShareTheirRules(): void
    {
        $this->store->save('TAKEN');
        $batch = $this->batch('{"value":5,"hasQuantity":true,"quantity":1}', [
            ['code' => 'TAKEN', 'key' => 'TAKEN'],
            ['code' => 'AA-11', 'key' => 'AA11'],
            ['code' => 'BB', 'key' => 'BB'],
        ]);
        self::assertSame([0], $this->store->ask('insertCodes', $batch)['collided']);
        self::assertSame([0, 1, 2], $this->store->ask('insertCodes', $batch)['collided']);
        self::assertSame([$batch['coupon'], 'AA-11', 0, 0, true], array_values($this->store->ask('findCoupon', $this->store->place('AA11'))));
        self::assertSame('BB', $this->store->find('BB')['code']);
        self::assertSame('TAKEN', $this->store->find('TAKEN')['coupon']['id']);
        self::assertSame(['##-##'], $this->store->ask('site')['patterns']);
        $this->store->redeem('one', 'AA11');
        self::assertSame(['##-##'], $this->store->ask('site')['patterns']);
        $this->store->redeem('two', 'BB');
        self::assertSame([], $this->store->ask('site')['patterns']);
    }

    public function testPatternsOfExpiredCodesAreLeftOut(): void
    {
        foreach (['X#' => 1, 'Y#' => 4102444800000, 'A#' => null, 'M#' => 4102444800000] as $pattern => $end) {
            $this->store->ask('insertCodes', [
                'organization' => $this->store->organization,
                'env' => 'prod',
                'pattern' => $pattern,
                'coupon' => json_encode(['value' => 5] + ($end === null ? [] : ['endAt' => $end])),
                'codes' => [['code' => $pattern, 'key' => $pattern]],
                'atMs' => 3,
            ]);
        }
        self::assertSame(['A#', 'M#', 'Y#'], $this->store->ask('site')['patterns']);
    }

    public function testCouponsAreListedNewestFirst(): void
    {
        foreach (['A', 'B', 'C'] as $code) {
            $this->store->save($code);
        }
        $first = $this->store->ask('listCoupons', $page = ['organization' => $this->store->organization, 'limit' => 2]);
        self::assertSame(['C', 'B'], array_column($first['coupons'], 'code'));
        $second = $this->store->ask('listCoupons', $page + ['cursor' => $first['cursor']]);
        self::assertSame(['A'], array_column($second['coupons'], 'code'));
        self::assertSame(['env' => 'prod', 'redeemed' => 0, 'code' => 'A', 'active' => true], array_diff_key($second['coupons'][0], ['coupon' => 0]));
        self::assertArrayNotHasKey('cursor', $second);
    }

    public function testAReplayedUseGivesTheFirstAnswer(): void
    {
        $this->store->save('A');
        $this->store->save('B');
        self::assertSame(['outcome' => 'taken'], $this->store->redeem('order-1', 'A'));
        foreach (['A' => true, 'B' => false] as $code => $known) {
            $first = ['applied' => '{"answer":"applied","code":"A","discountMinor":100}', 'state' => 'committed', 'known' => $known];
            self::assertEquals(['outcome' => 'replayed', 'redemption' => $first], $this->store->redeem('order-1', $code));
            $found = $this->store->find($code, ['key' => 'order-1', 'request' => "request of $code"]);
            self::assertEquals([$known ? 1 : 0, $first], [$found['redeemed'], $found['redemption']]);
        }
    }

    public function testEachHolderHasALimit(): void
    {
        $this->store->save('A', ['hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        $ann = ['holder' => 'guest:ann@example.org'];
        self::assertSame('taken', $this->store->redeem('1', 'A', $ann)['outcome']);
        self::assertSame('holderLimit', $this->store->redeem('2', 'A', $ann)['outcome']);
        self::assertSame('taken', $this->store->redeem('3', 'A', ['holder' => 'customer:1'])['outcome']);
        $found = $this->store->find('A', $ann);
        self::assertSame([2, 1], [$found['redeemed'], $found['redeemedByHolder']]);
        self::assertArrayNotHasKey('redemption', $this->store->find('A', ['key' => '2']));
    }

    public function testAReleasedUseCanBeTakenAgain(): void
    {
        $this->store->save('A', ['hasQuantity' => true, 'quantity' => 1, 'hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        $ann = ['holder' => 'customer:1'];
        $release = fn (): bool => $this->store->ask('release', ['key' => '1', 'keep' => false, 'atMs' => 9])['changed'];
        self::assertFalse($release());
        $this->store->redeem('1', 'A', $ann);
        self::assertSame([true, false], [$release(), $release()]);
        $found = $this->store->find('A', $ann + ['key' => '1']);
        self::assertSame([0, 0], [$found['redeemed'], $found['redeemedByHolder']]);
        self::assertArrayNotHasKey('redemption', $found);
        self::assertSame('taken', $this->store->redeem('1', 'A', $ann)['outcome']);
        self::assertSame('exhausted', $this->store->redeem('2', 'A', ['holder' => 'customer:2'])['outcome']);
        self::assertTrue($release());
        self::assertSame('taken', $this->store->redeem('2', 'A', $ann)['outcome']);
    }

    public function testAVanishedCodeIsExhausted(): void
    {
        self::assertSame(['outcome' => 'exhausted', 'codeKey' => 'NONE'], $this->store->redeem('1', 'NONE'));
    }

    public function testPublishIsNobodysBusinessHere(): void
    {
        self::assertSame('{"ok":{}}', $this->store->text('publish', ['env' => 'prod', 'coupon' => '{"code":"A"}']));
    }

    public function testAFailureIsToldAndLoggedAndTheNextRequestWorks(): void
    {
        $this->store->db->run('ALTER TABLE remise_code RENAME TO hidden');
        $answer = $this->store->answer('findCoupon', $this->store->place('A'));
        self::assertStringContainsString('`findCoupon`', $answer['failed']);
        self::assertStringNotContainsString('remise_code', $answer['failed']);
        self::assertStringContainsString('remise_code', $this->store->log[0]);
        $this->store->db->run('ALTER TABLE hidden RENAME TO remise_code');
        self::assertSame([], $this->store->find('A'));
    }

    public function testWhatThePortDoesNotKnowFails(): void
    {
        self::assertStringContainsString('`fly`', $this->store->answer('fly')['failed']);
        self::assertArrayHasKey('failed', $this->store->answer('redeem', ['key' => '1']));
        self::assertArrayHasKey('failed', $this->store->answer('random', ['bytes' => '1']));
    }

    /** @param list<array{code: string, key: string}> $codes @return array<string, mixed> */
    private function batch(string $rules, array $codes): array
    {
        return [
            'organization' => $this->store->organization,
            'env' => 'prod',
            'pattern' => '##-##',
            'coupon' => $rules,
            'codes' => $codes,
            'atMs' => 3,
        ];
    }
}
