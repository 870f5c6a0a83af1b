<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;

/** The console's files, its settings, and the switch that makes the shop fail. */
final class ConsoleTest extends ShopTest
{
    private const TEST = ['type' => 'PERCENTAGE', 'value' => 5];

    public function testItIsForAdminsOnly(): void
    {
        $visitor = self::$shop->visitor();
        self::assertSame('/admin', $visitor->get('/console/')->header('location'));
        self::assertSame('/admin', $visitor->get('/console/console.js')->header('location'));
        self::assertSame(401, $visitor->json('GET', '/console/config.json')->status);
        self::assertSame(401, $visitor->json('PUT', '/console/simulate', ['mode' => 'empty'])->status);
        self::assertSame('/admin', $visitor->get('/admin/orders')->header('location'));
    }

    public function testAnAdminGetsItsFilesAndSettings(): void
    {
        $admin = self::$shop->admin();
        self::assertStringContainsString('<title>Remise console</title>', $admin->get('/console/')->body);
        self::assertStringStartsWith('text/javascript', $admin->get('/console/console.js')->header('content-type'));
        $config = $admin->json('GET', '/console/config.json')->json();
        self::assertSame(['api', 'csrf', 'shop', 'shopUrl', 'simulate', 'mode'], array_keys($config));
        self::assertSame(['/api', '/console/simulate', 'off'], [$config['api'], $config['simulate'], $config['mode']]);
        self::assertSame(200, $admin->json('PUT', '/console/simulate', ['mode' => 'off'], ['x-csrf-token' => $config['csrf']])->status);
    }

    /** @dataProvider modes */
    public function testTheShopFailsAsItIsTold(string $mode, int $status, string $type, string $holds): void
    {
        $admin = self::$shop->admin();
        self::assertSame(['mode' => $mode], $admin->json('PUT', '/console/simulate', ['mode' => $mode])->json());
        self::assertSame($mode, $admin->json('GET', '/console/config.json')->json()['mode']);
        $reply = $admin->json('POST', '/api/dynamicCoupons', self::TEST);
        self::assertSame($status, $reply->status);
        self::assertStringStartsWith($type, $reply->header('content-type'));
        $holds === '' ? self::assertSame('', $reply->body) : self::assertStringContainsString($holds, $reply->body);
        // Nothing else fails with it.
        self::assertSame(200, $admin->json('GET', '/api/admin/site')->status);
    }

    /** @return array<string, array{string, int, string, string}> */
    public static function modes(): array
    {
        return [
            '200 without a code' => ['empty', 200, 'application/json', '"coupon":null'],
            '404' => ['not_found', 404, 'application/json', '"error":"not_found"'],
            '401' => ['unauthorized', 401, 'application/json', '"error":"unauthorized"'],
            '500' => ['failure', 500, 'application/json', '"error":"failure"'],
            'an error page' => ['error_page', 200, 'text/html', '<script>'],
            'nothing at all' => ['empty_page', 200, 'text/html', ''],
            'works again' => ['off', 201, 'application/json', '"code"'],
        ];
    }

    public function testAnUnknownModeIsRefused(): void
    {
        $admin = self::$shop->admin();
        $reply = $admin->json('PUT', '/console/simulate', ['mode' => 'sometimes']);
        self::assertSame(400, $reply->status);
        self::assertStringStartsWith('$.mode', $reply->json()['message']);
        self::assertSame(400, $admin->json('PUT', '/console/simulate', ['mode' => 'off', 'more' => 1])->status);
        self::assertSame(403, $admin->json('PUT', '/console/simulate', ['mode' => 'off'], ['x-csrf-token' => 'x'])->status);
    }

    public function testSilenceDoesNotStopTheShop(): void
    {
        $admin = self::$shop->admin();
        $admin->json('PUT', '/console/simulate', ['mode' => 'silent']);
        $socket = stream_socket_client('tcp://127.0.0.1:' . self::$shop->port);
        $body = json_encode(self::TEST);
        $key = ['authorization' => 'Bearer nonsense'];
        self::assertSame(401, self::$shop->visitor()->json('POST', '/api/dynamicCoupons', self::TEST)->status, 'strangers hold nobody up');
        self::assertSame(401, self::$shop->visitor()->json('POST', '/api/dynamicCoupons', self::TEST, $key)->status);
        fwrite($socket, "POST /api/dynamicCoupons HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
            . "authorization: bearer demo-private-key\r\n"
            . 'content-length: ' . strlen($body) . "\r\n\r\n$body");
        stream_set_timeout($socket, 2);
        self::assertSame('', (string) fread($socket, 1));
        self::assertTrue(stream_get_meta_data($socket)['timed_out']);
        self::assertSame(200, $admin->json('PUT', '/console/simulate', ['mode' => 'off'])->status);
        self::assertSame(201, $admin->json('POST', '/api/dynamicCoupons', self::TEST)->status);
        fclose($socket);
    }
}
