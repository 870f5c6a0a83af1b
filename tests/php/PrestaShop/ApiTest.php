<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use Remise\Bridge\HttpAnswer;
use Remise\PrestaShop\Api;
use Remise\PrestaShop\Till;

/** The endpoints below the module's front controller. */
final class ApiTest extends ModuleTest
{
    public function testTheRouteTakesEveryPathOfTheApi(): void
    {
        $route = $this->module->hookModuleRoutes()['module-remise-api'];
        self::assertSame('remise/api/{path}', $route['rule']);
        foreach (['saveCoupon', 'coupons/SUMMER-10/deactivate', 'admin/imports', 'voucher16274', 'openapi.json', 'coupons/A%20B'] as $path) {
            self::assertSame(1, preg_match("#\\A{$route['keywords']['path']['regexp']}\\z#", $path), $path);
        }
    }

    public function testAFriendlyAddressAndAPlainOneAreTheSame(): void
    {
        $this->save(['code' => 'A-1', 'type' => 'VALUE', 'value' => 1]);
        $friendly = $this->ask('GET', 'coupons', '/en/remise/api/coupons?limit=1');
        $plain = $this->ask('GET', 'coupons', '/index.php?fc=module&module=remise&controller=api&path=coupons&limit=1');
        self::assertSame([200, 200], [$friendly->status, $plain->status]);
        self::assertSame($friendly->body, $plain->body);
        self::assertSame('A-1', json_decode($plain->body, true)['coupons'][0]['code']);
    }

    public function testStatusesAreThoseOfTheEngine(): void
    {
        self::assertSame(405, $this->ask('GET', 'saveCoupon', '/remise/api/saveCoupon')->status);
        self::assertSame(415, $this->ask('POST', 'saveCoupon', '/remise/api/saveCoupon', '{}', '')->status);
        self::assertSame(404, $this->ask('GET', 'nothing', '/remise/api/nothing')->status);
        self::assertSame(401, $this->ask('GET', 'coupons', '/remise/api/coupons', '', '', 'Bearer other')->status);
    }

    public function testNobodyIsTheBackOfficeHere(): void
    {
        self::assertSame(401, $this->ask('GET', 'admin/site', '/remise/api/admin/site', '', '', '')->status);
    }

    private function ask(
        string $method,
        string $path,
        string $uri,
        string $body = '',
        string $type = 'application/json',
        string $authorization = 'Bearer private-key',
    ): HttpAnswer {
        $input = fopen('php://memory', 'w+b');
        fwrite($input, $body);
        rewind($input);

        return Api::answer(Till::open()->http, $path, [
            'REQUEST_METHOD' => $method,
            'REQUEST_URI' => $uri,
            'CONTENT_TYPE' => $type,
            'HTTP_AUTHORIZATION' => $authorization,
            'REMOTE_ADDR' => '192.0.2.1',
        ], $input);
    }
}
