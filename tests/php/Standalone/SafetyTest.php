<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;

/** What keeps strangers out. */
final class SafetyTest extends ShopTest
{
    public function testEveryFormNeedsItsToken(): void
    {
        $visitor = $this->shopper();
        $forms = ['/choose', '/cart/add', '/cart/lines', '/cart/coupon', '/cart/coupon/remove', '/checkout', '/admin/login', '/admin/logout'];
        foreach ([...$forms, '/admin/orders/X/pay', '/admin/orders/X/cancel'] as $path) {
            self::assertSame(403, $visitor->post($path, ['csrf' => 'wrong'])->status, $path);
            self::assertSame(403, $visitor->send('POST', $path)->status, $path);
        }
        self::assertSame(403, $visitor->json('DELETE', '/cart/coupon', null, ['x-csrf-token' => 'wrong'])->status);
        self::assertSame(403, $visitor->post('/admin/orders/X/pay', [])->status, 'with a token, but no admin');
    }

    public function testNothingInlineMayRun(): void
    {
        foreach (['/', '/cart', '/checkout', '/orders', '/admin', '/goods/lamp-dobra', '/nothing'] as $path) {
            $reply = $this->shopper()->get($path);
            $policy = $reply->header('content-security-policy');
            self::assertStringContainsString("default-src 'none'", $policy);
            self::assertStringNotContainsString('unsafe-inline', $policy);
            self::assertSame('nosniff', $reply->header('x-content-type-options'));
            self::assertDoesNotMatchRegularExpression('/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/', $reply->body, $path);
        }
    }

    public function testEveryAnswerSaysWhatABrowserMayDoWithIt(): void
    {
        $admin = self::$shop->admin();
        $console = ['/console/', '/console/console.js', '/console/config.json', '/api/admin/keys', '/admin/orders'];
        $paths = ['/', '/nothing', '/console', '/api/nothing', '/api/openapi.json', '/api/admin/site', '/pkg/index.js', '/assets/shop.css', '/favicon.ico'];
        foreach ([...array_map($admin->get(...), $console), ...array_map(self::$shop->visitor()->get(...), $paths)] as $at => $reply) {
            $path = [...$console, ...$paths][$at];
            self::assertSame([
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
                . "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                'nosniff',
                'same-origin',
                '',
            ], array_map($reply->header(...), ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'x-powered-by']), $path);
        }
        self::assertSame('no-store', $admin->get('/api/admin/keys')->header('cache-control'));
    }

    public function testNoMethodButItsOwnIsTaken(): void
    {
        $visitor = self::$shop->visitor();
        $key = ['authorization' => 'Bearer demo-private-key'];
        foreach (['x-http-method-override', 'x-method-override', 'x-http-method'] as $header) {
            $reply = $visitor->send('POST', '/api/coupons/PAPER5?_method=DELETE', '', $key + [$header => 'DELETE']);
            self::assertSame(405, $reply->status, $header);
        }
        foreach (['/api/admin/site', '/api/admin%2fsite', '/api/admin/site?admin=true'] as $path) {
            self::assertSame(401, $visitor->send('GET', $path, '', ['admin' => 'true', 'x-admin' => '1'])->status, $path);
        }
        foreach (['/api/admin/../admin/site', '//api/admin/site', '/api//admin/site', '/API/admin/site', '/index.php/admin'] as $path) {
            self::assertSame(404, $visitor->get($path)->status, $path);
        }
    }

    public function testABodyThatIsTooLongOrTooDeepIsRefused(): void
    {
        $visitor = self::$shop->visitor();
        $json = ['content-type' => 'application/json'];
        foreach (['[' => 1_000_000, '{"a":' => 200_000, '{"a":[' => 100_000] as $piece => $times) {
            self::assertSame(400, $visitor->send('POST', '/api/saveCoupon', str_repeat($piece, $times), $json)->status, $piece);
        }
        self::assertSame(413, $visitor->send('POST', '/api/saveCoupon', str_repeat(' ', 1_048_577), $json)->status);
        $form = ['content-type' => 'application/x-www-form-urlencoded'];
        self::assertSame(413, $visitor->send('POST', '/admin/login', str_repeat('a', 1_048_577), $form)->status);
        self::assertSame(413, $this->shopper()->json('POST', '/cart/coupon', '{"code":"' . str_repeat('a', 100_000) . '"}')->status);
        $chunked = "100001\r\n" . str_repeat('a', 0x100001) . "\r\n0\r\n\r\n";
        $reply = $visitor->send('POST', '/api/saveCoupon', $chunked, $json + ['transfer-encoding' => 'chunked', 'content-length' => '']);
        self::assertSame(413, $reply->status, 'of no announced length');
        self::assertSame(200, $visitor->get('/')->status, 'the shop is well');
    }

    public function testTheSessionCookieIsOutOfReachOfScripts(): void
    {
        $cookie = strtolower(self::$shop->visitor()->get('/')->header('set-cookie'));
        self::assertStringContainsString('httponly', $cookie);
        self::assertStringContainsString('samesite=lax', $cookie);
        self::assertSame('', self::$shop->visitor()->json('GET', '/api/nothing')->header('set-cookie'));
    }

    public function testWhatIsTypedIsShownAsText(): void
    {
        $visitor = $this->shopper();
        $visitor->post('/cart/coupon', ['code' => '"><script>alert(1)</script>']);
        self::assertStringNotContainsString('<script>alert', $visitor->get('/cart')->body);
        self::assertStringNotContainsString('<script>alert', $this->order($visitor, '"><script>alert(1)</script>')->body);
    }

    public function testNoFileOutsideIsServed(): void
    {
        $visitor = self::$shop->visitor();
        $paths = ['/pkg/../LICENSE', '/pkg/%2e%2e/LICENSE', '/assets/../index.php', '/assets/../../src/App.php', '/pkg/', '/pkg/%00'];
        foreach ($paths as $path) {
            self::assertSame(404, $visitor->get($path)->status, $path);
        }
        self::assertSame('application/wasm', $visitor->get('/pkg/build/checker_bg.wasm')->header('content-type'));
        self::assertSame('image/svg+xml', $visitor->get('/assets/goods/lamp-dobra.svg')->header('content-type'));
        self::assertStringStartsWith('text/css', $visitor->get('/console-theme.css')->header('content-type'));
    }

    public function testGoingBackStaysInTheShop(): void
    {
        $visitor = $this->shopper();
        foreach (['//evil.example', 'https://evil.example', '/\\evil.example', "/\nx"] as $back) {
            self::assertSame('/', $visitor->post('/choose', ['back' => $back])->header('location'));
        }
        self::assertSame('/?category=home', $visitor->post('/choose', ['back' => '/?category=home'])->header('location'));
    }

    public function testWrongMethodsAndPathsAreTold(): void
    {
        $wrong = self::$shop->visitor()->get('/cart/add');
        self::assertSame([405, 'POST'], [$wrong->status, $wrong->header('allow')]);
        self::assertSame('GET, HEAD, POST', self::$shop->visitor()->json('DELETE', '/checkout')->header('allow'));
        self::assertSame(404, self::$shop->visitor()->get('/nothing')->status);
        self::assertSame(404, self::$shop->visitor()->get('/goods/nothing')->status);
    }
}
