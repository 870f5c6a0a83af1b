<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Bridge\Sql\Connection;
use Remise\Tests\Support\ShopTest;

/** A database that fails: told clearly, and gone with its cause. */
final class FailingStoreTest extends ShopTest
{
    public function testAMissingTable(): void
    {
        $visitor = $this->shopper();
        $db = Connection::open('sqlite:' . self::$shop->data->file('shop.sqlite'));
        $db->run('ALTER TABLE remise_code RENAME TO hidden');

        $api = $visitor->json('POST', '/api/saveCoupon', self::SEED);
        self::assertSame(503, $api->status, $api->body);
        self::assertSame('unavailable', $api->json()['error']);
        self::assertStringNotContainsString('remise_code', $api->body);
        $cart = $visitor->json('POST', '/cart/coupon', ['code' => 'WELCOME10']);
        self::assertSame(503, $cart->status);
        self::assertSame('unavailable', $cart->json()['error']);
        $page = $visitor->get('/cart');
        self::assertSame(503, $page->status);
        self::assertStringContainsString('The shop needs a moment', $page->text());
        self::assertStringContainsString('remise_code', (string) file_get_contents(self::$shop->log()));

        $db->run('ALTER TABLE hidden RENAME TO remise_code');
        self::assertSame(200, $visitor->json('POST', '/api/saveCoupon', self::SEED)->status);
        self::assertSame(200, $visitor->json('POST', '/cart/coupon', ['code' => 'WELCOME10'])->status);
    }

    public function testALockHeldElsewhere(): void
    {
        $visitor = $this->shopper();
        $visitor->get('/checkout');
        $db = Connection::open('sqlite:' . self::$shop->data->file('shop.sqlite'));
        $db->run('BEGIN EXCLUSIVE');
        $began = microtime(true);
        self::assertSame(200, $visitor->get('/cart')->status, 'reading goes on');
        $api = $visitor->json('POST', '/api/saveCoupon', self::SEED);
        self::assertSame([503, 'unavailable'], [$api->status, $api->json()['error']]);
        self::assertLessThan(8, microtime(true) - $began);
        $page = $visitor->post('/checkout', ['email' => 'carla@example.org', 'country' => 'BR']);
        self::assertSame(503, $page->status);
        self::assertStringContainsString('The shop needs a moment', $page->text());
        self::assertLessThan(16, microtime(true) - $began);
        $db->run('COMMIT');
        self::assertSame(303, $this->order($visitor)->status);
    }

    public function testAnOrderThatCannotBeWrittenTakesNoUse(): void
    {
        self::$shop->save(['id' => 'safe', 'code' => 'SAFE', 'value' => 5, 'hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1]);
        $visitor = $this->shopper();
        $this->enter($visitor, 'SAFE');
        $visitor->get('/checkout');
        $db = Connection::open('sqlite:' . self::$shop->data->file('shop.sqlite'));
        $db->run('ALTER TABLE shop_order_line RENAME TO hidden');
        $form = ['email' => 'carla@example.org', 'country' => 'BR'];
        self::assertSame(503, $visitor->post('/checkout', $form)->status);
        self::assertSame([['redeemed' => 0]], $db->rows('SELECT redeemed FROM remise_code WHERE code = ?', ['SAFE']));
        self::assertSame([], $db->rows('SELECT 1 FROM remise_use'));
        $db->run('ALTER TABLE hidden RENAME TO shop_order_line');
        self::assertSame(303, $visitor->post('/checkout', $form)->status);
        self::assertSame([['redeemed' => 1]], $db->rows('SELECT redeemed FROM remise_code WHERE code = ?', ['SAFE']));
    }
}
