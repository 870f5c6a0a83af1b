<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;

/** Reading, switching off and deleting coupons, and idempotency keys, over real HTTP. */
final class ManageTest extends ShopTest
{
    private const KEY = ['authorization' => 'Bearer demo-private-key'];
    private const INTEGRATOR = ['integration-token' => 'seu token', 'organization-external-id' => 'seu id'];

    public function testWhoSavedACouponReadsIt(): void
    {
        $notes = '{ "vendorId" :  111111.0, "é":[1e2, {}] }';
        $body = str_replace(['{"vendorId": 111111}', 'SIMPLES10'], [$notes, 'READ-10'], self::SEED);
        $visitor = self::$shop->visitor();
        self::assertSame(200, $visitor->json('POST', '/api/saveCoupon', $body)->status);
        foreach ([self::KEY, self::INTEGRATOR] as $who) {
            $reply = $visitor->send('GET', '/api/coupons/read%201O?env=dev', '', $who);
            self::assertSame(200, $reply->status, $reply->body);
            self::assertStringContainsString('"integrationMetadata":' . $notes, $reply->body);
            self::assertSame(['dev', 0, 'READ-10'], array_values(array_intersect_key($reply->json(), ['env' => 0, 'redeemed' => 0, 'code' => 0])));
            self::assertSame(404, $visitor->send('GET', '/api/coupons/READ-10', '', $who)->status);
        }
        self::assertSame(401, $visitor->get('/api/coupons/READ-10?env=dev')->status);
        $coupons = $visitor->send('GET', '/api/coupons?env=dev&prefix=read&limit=1', '', self::KEY)->json()['coupons'];
        self::assertSame(['READ-10'], array_column($coupons, 'code'));
    }

    public function testASwitchedOffCouponIsRefusedAtTheTill(): void
    {
        self::$shop->save(['id' => 'off', 'code' => 'OFF', 'value' => 7]);
        $shopper = $this->shopper();
        self::assertSame('applied', $this->enter($shopper, 'OFF')['coupons'][0]['answer']);
        $shopper->get('/checkout');
        $off = self::$shop->visitor()->send('POST', '/api/coupons/OFF/deactivate', '', self::KEY);
        self::assertSame([200, false], [$off->status, $off->json()['active']]);
        self::assertSame(409, $shopper->post('/checkout', ['email' => 'carla@example.org', 'country' => 'BR'])->status);
        self::assertSame(['not_valid'], self::reasons($this->enter($this->shopper(), 'OFF')));
        self::$shop->visitor()->send('POST', '/api/coupons/OFF/activate', '', self::KEY);
        self::assertSame('applied', $this->enter($this->shopper(), 'OFF')['coupons'][0]['answer']);
    }

    public function testAnOrderedCouponStays(): void
    {
        self::$shop->save(['id' => 'kept', 'code' => 'KEPT', 'value' => 7]);
        self::$shop->save(['id' => 'gone', 'code' => 'GONE', 'value' => 7]);
        $shopper = $this->shopper();
        $this->enter($shopper, 'KEPT');
        self::assertSame(303, $this->order($shopper)->status);
        $visitor = self::$shop->visitor();
        self::assertSame(409, $visitor->send('DELETE', '/api/coupons/KEPT', '', self::KEY)->status);
        self::assertSame(200, $visitor->send('DELETE', '/api/coupons/GONE', '', self::KEY)->status);
        self::assertSame(404, $visitor->send('GET', '/api/coupons/GONE', '', self::KEY)->status);
    }

    public function testTheBackOfficeNeedsItsToken(): void
    {
        self::$shop->save(['id' => 'desk', 'code' => 'DESK', 'value' => 7]);
        $admin = self::$shop->admin();
        self::assertSame(200, $admin->get('/api/coupons')->status);
        self::assertSame(401, $admin->send('POST', '/api/coupons/DESK/deactivate')->status);
        self::assertSame(200, $admin->json('POST', '/api/coupons/DESK/deactivate')->status);
        self::assertSame(200, $admin->json('DELETE', '/api/coupons/DESK')->status);
    }

    public function testARequestSentAgainIsAnsweredByteForByte(): void
    {
        $visitor = self::$shop->visitor();
        $create = static fn (string $key, int $value): \Remise\Tests\Support\Reply => $visitor->json(
            'POST',
            '/api/dynamicCoupons',
            ['type' => 'PERCENTAGE', 'value' => $value],
            self::KEY + ['idempotency-key' => $key],
        );
        $first = $create('first', 5);
        $again = $create('first', 5);
        self::assertSame([201, $first->body], [$again->status, $again->body]);
        self::assertSame(['', 'true'], [$first->header('idempotency-replayed'), $again->header('idempotency-replayed')]);
        self::assertNotSame($first->body, $create('second', 5)->body);
        self::assertSame(422, $create('first', 6)->status);
        self::assertSame(400, $create(str_repeat('k', 256), 5)->status);
        self::assertSame(400, $create("\xff", 5)->status);
    }

    public function testSeveralAtOnceCreateOne(): void
    {
        $command = ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}', '-X', 'POST'];
        foreach (self::KEY + ['idempotency-key' => 'at once', 'content-type' => 'application/json'] as $name => $value) {
            array_push($command, '-H', "$name: $value");
        }
        array_push($command, '-d', '{"type":"PERCENTAGE","value":5,"name":"at once"}', 'http://127.0.0.1:' . self::$shop->port . '/api/dynamicCoupons');
        $statuses = array_count_values(\Remise\Tests\Support\Processes::together(4, $command));
        self::assertSame(4, ($statuses['201'] ?? 0) + ($statuses['409'] ?? 0), print_r($statuses, true));
        $named = array_filter(
            self::$shop->visitor()->send('GET', '/api/coupons?limit=100', '', self::KEY)->json()['coupons'],
            static fn (array $coupon): bool => ($coupon['name'] ?? '') === 'at once',
        );
        self::assertCount(1, $named);
    }

    public function testHeadIsAnsweredAsGetIs(): void
    {
        foreach (['/api/coupons' => 200, '/api/coupons/NONE' => 404, '/api/openapi.json' => 200, '/api/nothing' => 404] as $path => $status) {
            $reply = self::$shop->visitor()->send('HEAD', $path, '', self::KEY);
            self::assertSame([$status, ''], [$reply->status, $reply->body], $path);
            self::assertStringStartsWith('application/json', $reply->header('content-type'));
        }
    }
}
