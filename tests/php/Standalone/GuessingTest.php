<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** Wrong codes and wrong passwords are counted in the shop's store, and everybody else goes on. */
final class GuessingTest extends ShopTest
{
    protected function setUp(): void
    {
        $this->forgetTries();
    }

    public function testAShopperWhoMistypesGetsThrough(): void
    {
        $visitor = $this->shopper('EUR', '', 'notebook-pauta');
        foreach (['WELCOM10', 'WELCOME1O0', 'PAPER', 'PAPER6'] as $typed) {
            self::assertSame(['not_valid'], self::reasons($this->enter($visitor, $typed)), $typed);
            $visitor->json('DELETE', '/cart/coupon', ['code' => $typed]);
        }
        self::assertNotSame(['not_valid'], self::reasons($this->enter($visitor, 'SHIPFREE')));
    }

    public function testShowingACartAgainIsNoTry(): void
    {
        $visitor = $this->shopper();
        for ($time = 0; $time < 9; $time++) {
            $this->enter($visitor, 'NOSUCHCODE');
            self::assertSame(200, $visitor->get('/cart')->status);
            self::assertSame(200, $visitor->json('POST', '/cart/lines', ['line' => 'espresso-serra', 'quantity' => $time + 1])->status);
        }
        self::assertSame(1, self::db()->row('SELECT SUM(tries) AS n FROM remise_attempt')['n'] ?? null);
    }

    public function testTooManyWrongCodesAreToldToWaitAndLearnNothing(): void
    {
        $visitor = $this->guesser();
        $known = $this->tryCode($visitor, 'DESK3');
        $unknown = $this->tryCode($visitor, 'NOSUCHCODE');
        self::assertSame([429, 429], [$known->status, $unknown->status]);
        self::assertSame('60', $known->header('retry-after'));
        self::assertSame(str_replace('DESK3', 'CODE', $known->body), str_replace('NOSUCHCODE', 'CODE', $unknown->body));
        self::assertSame('not_valid', $known->json()['coupons'][5]['reasons'][0]['reason']);
        self::assertStringNotContainsString('DESK3', $visitor->get('/cart')->body, 'it is not kept, or the cart would tell');
        $page = $visitor->post('/cart/coupon', ['code' => 'DESK3']);
        self::assertSame(429, $page->status);
        self::assertStringContainsString('Wait a few minutes', $page->text());
        self::assertSame(429, $this->tryCode($this->shopper(), 'DESK3')->status, 'another session of the same address');
        self::db()->run('UPDATE remise_bucket SET full_ms = full_ms - 60000');
        self::assertSame(200, $this->tryCode($visitor, 'DESK3')->status);
    }

    public function testManyAtOnceAreNotMoreTries(): void
    {
        $forms = [];
        for ($try = 0; $try < 12; $try++) {
            $forms[] = [$this->shopper(), '/cart/coupon', ['code' => "WRONG-$try"]];
        }
        $statuses = array_count_values(array_map(static fn (Reply $reply): int => $reply->status, Visitor::together($forms)));
        self::assertSame([5, 7], [$statuses[303] ?? 0, $statuses[429] ?? 0]);
    }

    public function testAHeaderIsNoAddress(): void
    {
        $this->guesser();
        $other = $this->shopper();
        foreach (['x-forwarded-for', 'forwarded', 'x-real-ip', 'client-ip', 'remote-addr'] as $header) {
            $reply = $other->json('POST', '/cart/coupon', ['code' => 'DESK3'], [$header => '198.51.100.1']);
            self::assertSame(429, $reply->status, $header);
        }
    }

    public function testCodesInTheCartStay(): void
    {
        $visitor = $this->shopper('EUR', '', 'notebook-pauta');
        $this->enter($visitor, 'SHIPFREE');
        $this->guesser();
        $tried = $this->tryCode($visitor, 'PAPER5')->json();
        self::assertSame('SHIPFREE', $tried['coupons'][0]['code']);
        self::assertStringContainsString('SHIPFREE', $visitor->get('/cart')->body);
    }

    public function testGuessingThePasswordIsSlowedDown(): void
    {
        $visitor = static::$shop->visitor();
        $visitor->get('/admin');
        for ($try = 0; $try < 5; $try++) {
            self::assertSame(403, $visitor->post('/admin/login', ['name' => 'admin', 'password' => "guess-$try"])->status);
        }
        self::assertSame(429, $visitor->post('/admin/login', ['name' => 'admin', 'password' => 'remise'])->status);
        self::assertSame(200, $this->tryCode($this->shopper(), 'DESK3')->status, 'codes are counted apart');
        self::db()->run('UPDATE remise_bucket SET full_ms = full_ms - 60000');
        self::assertSame(303, $visitor->post('/admin/login', ['name' => 'admin', 'password' => 'remise'])->status);
    }

    public function testSigningInCostsNothing(): void
    {
        for ($time = 0; $time < 9; $time++) {
            self::assertSame(200, static::$shop->admin()->get('/admin/orders')->status);
        }
    }

    public function testTheBackOfficeSeesWhoGuessesAndNoCode(): void
    {
        $this->guesser();
        $this->tryCode($this->shopper(), 'DESK3');
        $visitor = static::$shop->visitor();
        $visitor->get('/admin');
        $visitor->post('/admin/login', ['name' => 'admin', 'password' => 'wrong']);
        $reply = static::$shop->admin()->get('/api/admin/attempts');
        self::assertSame(200, $reply->status, $reply->body);
        $seen = $reply->json()['attempts'];
        self::assertSame(['sign-in', 'refused'], [$seen[0]['scope'], $seen[0]['outcome']]);
        self::assertSame(['D••••', 'throttled', 1], [$seen[1]['code'], $seen[1]['outcome'], $seen[1]['count']]);
        self::assertSame(['W••••••', 'refused', 5], [$seen[2]['code'], $seen[2]['outcome'], $seen[2]['count']]);
        self::assertSame($seen[0]['remoteAddress'], $seen[2]['remoteAddress']);
        self::assertStringNotContainsString('127.0.0.1', $reply->body);
        self::assertStringNotContainsString('DESK3', (string) @file_get_contents(static::$shop->log()));
        self::assertSame(401, static::$shop->visitor()->get('/api/admin/attempts')->status);
    }

    public function testTheShopSaysHowManyTriesThereAre(): void
    {
        $this->site(['attempts' => ['limit' => 1, 'lifetimeSeconds' => 3600]]);
        $visitor = $this->shopper();
        self::assertSame(200, $this->tryCode($visitor, 'WRONG')->status);
        $second = $this->tryCode($visitor, 'DESK3');
        self::assertSame([429, '3600'], [$second->status, $second->header('retry-after')]);
        $this->site([]);
    }

    /** Somebody who has tried five wrong codes. */
    private function guesser(): Visitor
    {
        $visitor = $this->shopper();
        for ($try = 0; $try < 5; $try++) {
            self::assertSame(200, $this->tryCode($visitor, "WRONG-$try")->status);
        }

        return $visitor;
    }

    private function tryCode(Visitor $visitor, string $code): Reply
    {
        return $visitor->json('POST', '/cart/coupon', ['code' => $code]);
    }
}
