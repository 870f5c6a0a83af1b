<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Bridge\System;
use Remise\Standalone\Web\Session;
use Remise\Tests\Support\Reply;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\ShopTest;

require_once dirname(__DIR__, 3) . '/plugins/standalone/autoload.php';

/** Sessions belong to whoever they were given to; signing in and out changes them. */
final class SessionTest extends ShopTest
{
    public function testAPlantedSessionIsNotTaken(): void
    {
        $planted = str_repeat('a', 32);
        $reply = self::$shop->visitor()->send('GET', '/admin', '', ['cookie' => "remise_shop=$planted"]);
        self::assertNotSame('', self::cookie($reply));
        self::assertStringNotContainsString($planted, self::cookie($reply));
        foreach (['../../../../etc/passwd', str_repeat('b', 5000), '%00', "a,b"] as $odd) {
            $reply = self::$shop->visitor()->send('GET', '/admin', '', ['cookie' => "remise_shop=$odd"]);
            self::assertSame(200, $reply->status, $odd);
        }
    }

    public function testSigningInGivesAnotherSessionAndToken(): void
    {
        $visitor = self::$shop->visitor();
        $first = self::cookie($visitor->get('/admin'));
        $token = $visitor->csrf;
        $second = self::cookie($visitor->post('/admin/login', ['name' => 'admin', 'password' => 'remise']));
        self::assertNotSame($first, $second);
        self::assertSame(303, $this->with($first, '/admin/orders')->status, 'whoever knew the session before is not signed in');
        self::assertSame(200, $this->with($second, '/admin/orders')->status);
        $visitor->get('/admin/orders');
        self::assertNotSame($token, $visitor->csrf);
        self::assertSame(403, $visitor->post('/admin/logout', ['csrf' => $token])->status);
    }

    public function testSigningOutEndsIt(): void
    {
        $visitor = self::$shop->visitor();
        $visitor->get('/admin');
        $signedIn = self::cookie($visitor->post('/admin/login', ['name' => 'admin', 'password' => 'remise']));
        $visitor->get('/admin/orders');
        self::assertSame(303, $visitor->post('/admin/logout', [])->status);
        foreach (['/admin/orders', '/console/'] as $path) {
            self::assertSame('/admin', $this->with($signedIn, $path)->header('location'), $path);
        }
        self::assertSame(401, $this->with($signedIn, '/api/admin/keys')->status);
        self::assertSame('/admin', $visitor->get('/admin/orders')->header('location'));
    }

    public function testTheBackOfficeIsChangedWithItsTokenOnly(): void
    {
        $admin = self::$shop->admin();
        $site = ['platform' => 'other', 'env' => 'prod', 'modalities' => ['retail']];
        foreach ([
            ['PUT', '/api/admin/site', $site],
            ['POST', '/api/admin/keys', ['kind' => 'private', 'name' => 'theirs']],
            ['DELETE', '/api/admin/keys?kind=private&id=1', null],
            ['POST', '/api/admin/imports', []],
            ['POST', '/api/dynamicCoupons', ['type' => 'PERCENTAGE', 'value' => 5]],
            ['POST', '/api/coupons/PAPER5/deactivate', null],
            ['DELETE', '/api/coupons/PAPER5', null],
            ['PUT', '/console/simulate', ['mode' => 'empty']],
        ] as [$method, $path, $body]) {
            foreach (['wrong', ''] as $token) {
                $reply = $admin->json($method, $path, $body, ['x-csrf-token' => $token]);
                self::assertContains($reply->status, [401, 403], "$method $path");
            }
        }
        // What a form of another site can send: no header of its own, and no JSON.
        $form = $admin->send('POST', '/api/admin/keys', '{"kind":"private","name":"theirs","":"="}', ['content-type' => 'text/plain']);
        self::assertSame(401, $form->status);
        self::assertCount(1, array_filter($admin->get('/api/admin/keys')->json()['rows'], static fn (array $row): bool => $row['kind'] === 'private'));
    }

    /** @runInSeparateProcess @preserveGlobalState disabled */
    public function testOverHttpsTheCookieGoesNoOtherWay(): void
    {
        $scratch = new Scratch();
        ini_set('session.use_cookies', '0');
        (new Session($scratch->path, new System(), true))->start();
        self::assertTrue(session_get_cookie_params()['secure']);
        self::assertSame(['Lax', true], [session_get_cookie_params()['samesite'], session_get_cookie_params()['httponly']]);
        session_write_close();
        $scratch->remove();
    }

    public function testNoSecretIsLogged(): void
    {
        $db = self::db();
        $db->run('ALTER TABLE remise_private_key RENAME TO hidden_key');
        $db->run('ALTER TABLE remise_integrator RENAME TO hidden_integrator');
        $db->run('ALTER TABLE shop_admin RENAME TO hidden_admin');
        $visitor = self::$shop->visitor();
        $visitor->get('/admin');
        $visitor->get('/?secret=s3cret-query');
        self::assertSame(503, $visitor->json('GET', '/api/coupons', null, ['authorization' => 'Bearer s3cret-key'])->status);
        self::assertSame(503, $visitor->json('GET', '/api/coupons', null, ['integration-token' => 's3cret-token'])->status);
        $login = $visitor->post('/admin/login', ['name' => 'admin', 'password' => 's3cret-password']);
        self::assertSame(503, $login->status);
        $db->run('ALTER TABLE hidden_key RENAME TO remise_private_key');
        $db->run('ALTER TABLE hidden_integrator RENAME TO remise_integrator');
        $db->run('ALTER TABLE hidden_admin RENAME TO shop_admin');
        $log = (string) file_get_contents(self::$shop->log());
        self::assertStringContainsString('shop_admin', $log, 'the cause is told to the shop');
        self::assertStringNotContainsString('s3cret', $log . $login->body);
        self::assertStringNotContainsString('shop_admin', $login->body);
    }

    private function with(string $cookie, string $path): Reply
    {
        return self::$shop->visitor()->send('GET', $path, '', ['cookie' => $cookie]);
    }

    private static function cookie(Reply $reply): string
    {
        return explode(';', $reply->header('set-cookie'))[0];
    }
}
