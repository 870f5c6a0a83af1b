<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone\MariaDb;

use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\MariaDbServer;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\ShopTest;

/** A server that stands still, or dies: the customer is told, keeps the cart, and the same press of the button is one order. */
final class FailingStoreTest extends ShopTest
{
    private static MariaDbServer $server;

    protected static function store(): string
    {
        self::$server = (new MariaDbServer(new Scratch(), ['--innodb-buffer-pool-size=32M']))->install();
        self::$server->start();

        return MariaDb::create(self::$server, self::$server->socket()) . '&wait=1';
    }

    public static function tearDownAfterClass(): void
    {
        parent::tearDownAfterClass();
        self::$server->stop();
        self::$server->files->remove();
    }

    public function testAServerThatStandsStill(): void
    {
        $this->settles('STILL', self::$server->freeze(...), self::$server->wake(...));
    }

    public function testAServerThatDies(): void
    {
        $this->settles('DEAD', self::$server->kill(...), self::$server->start(...));
    }

    private function settles(string $code, \Closure $fail, \Closure $mend): void
    {
        self::$shop->save(['id' => $code, 'code' => $code, 'value' => 5, 'hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1]);
        $visitor = $this->shopper();
        self::assertSame('applied', $this->enter($visitor, $code)['coupons'][0]['answer']);
        $visitor->get('/checkout');
        $form = ['email' => 'carla@example.org', 'country' => 'BR'];
        $fail();
        try {
            $page = $visitor->post('/checkout', $form);
            self::assertSame(503, $page->status);
            self::assertStringContainsString('The shop needs a moment', $page->text());
            $api = $visitor->json('POST', '/api/saveCoupon', self::SEED);
            self::assertSame([503, 'unavailable'], [$api->status, $api->json()['error']]);
        } finally {
            $mend();
        }
        self::assertStringContainsString($code, $visitor->get('/cart')->text());
        $visitor->get('/checkout');
        self::assertSame(303, $visitor->post('/checkout', $form)->status);
        self::assertSame([['redeemed' => 1]], self::db()->rows('SELECT redeemed FROM remise_code WHERE code = ?', [$code]));
        self::assertSame(1, self::db()->row('SELECT COUNT(*) AS n FROM shop_order_code WHERE code = ?', [$code])['n'] ?? null);
    }
}
