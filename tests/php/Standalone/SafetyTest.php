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
