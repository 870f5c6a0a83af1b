<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopTest;

/** What the API refuses, and how it says so. */
final class ApiTest extends ShopTest
{
    /** @dataProvider faultyBodies */
    public function testAFaultIsNamedByItsPath(string $body, string $fault, string $path): void
    {
        $reply = self::$shop->visitor()->json('POST', '/api/saveCoupon', $body);
        self::assertSame(400, $reply->status, $reply->body);
        self::assertContains([$fault, $path], self::faults($reply));
    }

    /** @return array<string, array{string, string, string}> */
    public static function faultyBodies(): array
    {
        $change = static fn (string $from, string $to): string => str_replace($from, $to, self::SEED);

        return [
            'bad JSON' => ['{"env": "dev",', 'bad_json', '$'],
            'no JSON at all' => ['', 'bad_json', '$'],
            'invalid UTF-8' => ["{\"env\": \"\xff\"}", 'bad_json', '$'],
            'unknown field' => [$change('"code"', '"colour": 1, "code"'), 'unknown_field', '$.coupon.colour'],
            'wrong type' => [$change('"value": 10', '"value": "10"'), 'wrong_type', '$.coupon.value'],
            'missing field' => [$change('"code": "SIMPLES10",', ''), 'missing_field', '$.coupon.code'],
            'missing token' => [$change('"integrationToken": "seu token",', ''), 'missing_field', '$.integrationToken'],
        ];
    }

    public function testEveryFaultIsNamedAtOnce(): void
    {
        $body = str_replace(['"value": 10', '"dev"'], ['"value": []', '7'], self::SEED);
        $paths = array_column(self::faults(self::$shop->visitor()->json('POST', '/api/saveCoupon', $body)), 1);
        self::assertContains('$.env', $paths);
        self::assertContains('$.coupon.value', $paths);
    }

    public function testMethodTypeTokenAndOrganization(): void
    {
        $visitor = self::$shop->visitor();
        self::assertSame(405, $visitor->get('/api/saveCoupon')->status);
        self::assertSame(415, $visitor->send('POST', '/api/saveCoupon', self::SEED, ['content-type' => 'text/plain'])->status);
        self::assertSame(401, $visitor->json('POST', '/api/saveCoupon', str_replace('seu token', 'x', self::SEED))->status);
        self::assertSame(404, $visitor->json('POST', '/api/saveCoupon', str_replace('seu id', 'x', self::SEED))->status);
        self::assertSame(404, $visitor->get('/api/nothing')->status);
    }

    public function testACodeOfAnotherIdIsAConflict(): void
    {
        $visitor = self::$shop->visitor();
        self::assertSame(200, $visitor->json('POST', '/api/saveCoupon', self::SEED)->status);
        $other = str_replace('"id": "SIMPLES10"', '"id": "other"', self::SEED);
        self::assertSame(409, $visitor->json('POST', '/api/saveCoupon', $other)->status);
    }

    /** It would be good for any number of uses afterwards. */
    public function testACreatedCodeCannotBeSavedOver(): void
    {
        $key = ['authorization' => 'Bearer demo-private-key'];
        $made = self::$shop->visitor()->json('POST', '/api/dynamicCoupons', ['type' => 'PERCENTAGE', 'value' => 5], $key)->json();
        foreach ([$made['code'], strtolower(strtr($made['code'], '-', ' '))] as $code) {
            self::assertSame(409, self::$shop->save(['code' => $code, 'type' => 'PERCENTAGE', 'value' => 90])->status, $code);
        }
        self::assertSame(409, self::$shop->save(['id' => $made['id'] ?? $made['code'], 'code' => 'OTHER', 'value' => 9])->status);
        self::assertSame(['not_valid'], self::reasons($this->enter($this->shopper(), 'OTHER')));
        $priced = $this->enter($this->shopper(), $made['code']);
        self::assertSame([8990, 450], [$priced['subtotalMinor'], $priced['discountMinor']]);
    }

    public function testABodyOfAMebibyteIsReadAndAByteMoreIsNot(): void
    {
        $padded = static fn (int $bytes): string => self::SEED . str_repeat(' ', $bytes - strlen(self::SEED));
        $visitor = self::$shop->visitor();
        self::assertSame(200, $visitor->json('POST', '/api/saveCoupon', $padded(1_048_576))->status);
        $reply = $visitor->json('POST', '/api/saveCoupon', $padded(1_048_577));
        self::assertSame(413, $reply->status, $reply->body);
        self::assertContains(['too_long', '$'], self::faults($reply));
    }

    public function testDynamicCouponsNeedTheBackOfficeOrAKey(): void
    {
        $body = ['type' => 'PERCENTAGE', 'value' => 5];
        $visitor = self::$shop->visitor();
        self::assertSame(401, $visitor->json('POST', '/api/dynamicCoupons', $body)->status);
        $wrong = ['authorization' => 'Bearer nonsense'];
        self::assertSame(401, $visitor->json('POST', '/api/dynamicCoupons', $body, $wrong)->status);
        $right = ['authorization' => 'Bearer demo-private-key'];
        $reply = $visitor->json('POST', '/api/dynamicCoupons', $body, $right);
        self::assertSame(201, $reply->status, $reply->body);
        $code = $reply->json()['code'];
        $visitor = $this->shopper('EUR');
        self::assertStringContainsString('####-#####-####', html_entity_decode($visitor->get('/cart')->body));
        self::assertSame('applied', $this->enter($visitor, strtolower($code))['coupons'][0]['answer']);
    }

    public function testNobodyCanCallThemselvesAdmin(): void
    {
        $visitor = self::$shop->visitor();
        foreach (['/api/admin/site', '/api/admin/coupons', '/api/admin/site?admin=true'] as $path) {
            self::assertSame(401, $visitor->json('GET', $path, null, ['x-admin' => 'true', 'admin' => 'true'])->status);
        }
        $admin = self::$shop->admin();
        self::assertSame(200, $admin->json('GET', '/api/admin/site')->status);
        $body = '{"platform":"magento","env":"prod","modalities":["retail","wholesale"]}';
        self::assertSame(401, $admin->json('PUT', '/api/admin/site', $body, ['x-csrf-token' => 'wrong'])->status);
        self::assertSame(401, $admin->json('PUT', '/api/admin/site', $body, ['x-csrf-token' => ''])->status);
        self::assertSame(200, $admin->json('PUT', '/api/admin/site', $body)->status);
        self::assertSame('magento', $admin->json('GET', '/api/admin/site')->json()['platform']);
    }

    public function testTheSampleCouponsAreListed(): void
    {
        $coupons = self::$shop->admin()->json('GET', '/api/admin/coupons')->json()['coupons'];
        self::assertContains('WELCOME10', array_column($coupons, 'code'));
    }

    /** @return list<array{string, string}> */
    private static function faults(Reply $reply): array
    {
        return array_map(static fn (array $fault): array => [$fault['fault'], $fault['path']], $reply->json()['faults'] ?? []);
    }
}
