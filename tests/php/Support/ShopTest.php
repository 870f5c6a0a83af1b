<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Connection;

/** A test of the embedded shop over real HTTP; one server for each class. */
abstract class ShopTest extends TestCase
{
    protected const SEED = <<<'JSON'
        {
        "env": "dev",
        "integrationToken": "seu token",
        "organizationExternalId": "seu id",
        "coupon": {
        "accumulateWithPromotion": false,
        "code": "SIMPLES10",
        "conditions": [],
        "createdAt": 1627404687685,
        "enabledExpiration": false,
        "hasQuantity": false,
        "hasQuantityPerUser": true,
        "id": "SIMPLES10",
        "integrationMetadata": {"vendorId": 111111},
        "quantityPerUser": 10,
        "type": "VALUE",
        "value": 10,
        "valueMask": "R$ 10,00",
        "modalityType": "retail"
        }
        }
        JSON;

    protected static ShopServer $shop;
    private static string $place;

    public static function setUpBeforeClass(): void
    {
        self::$place = static::store();
        static::$shop = new ShopServer(store: self::$place);
    }

    /** As `REMISE_STORE` has it; empty for the shop's own SQLite file. */
    protected static function store(): string
    {
        return '';
    }

    public static function tearDownAfterClass(): void
    {
        static::$shop->stop();
    }

    /** Somebody with goods in the cart. */
    protected function shopper(string $currency = 'BRL', string $customer = '', string $product = 'espresso-serra'): Visitor
    {
        $visitor = static::$shop->visitor();
        $visitor->get('/');
        $visitor->post('/choose', ['currency' => $currency, 'customer' => $customer]);
        $visitor->post('/cart/add', ['product' => $product, 'quantity' => '1']);
        $visitor->get('/cart');

        return $visitor;
    }

    /** @return array<string, mixed> `Priced` */
    protected function enter(Visitor $visitor, string $code): array
    {
        $reply = $visitor->json('POST', '/cart/coupon', ['code' => $code]);
        self::assertSame(200, $reply->status, $reply->body);

        return $reply->json();
    }

    /** @param array<string, string> $more */
    protected function order(Visitor $visitor, string $email = 'carla@example.org', array $more = []): Reply
    {
        $visitor->get('/checkout');

        return $visitor->post('/checkout', $more + ['email' => $email, 'country' => 'BR']);
    }

    /** All visitors of a test come from one address; those of the tests before have used up its tries. */
    protected function forgetTries(): void
    {
        static::$shop->visitor()->get('/');
        self::db()->run('DELETE FROM remise_bucket');
        self::db()->run('DELETE FROM remise_attempt');
    }

    protected static function db(): Connection
    {
        return Connection::open(self::$place === '' ? 'sqlite:' . static::$shop->data->file('shop.sqlite') : self::$place);
    }

    /** @param array<string, mixed> $site */
    protected function site(array $site): void
    {
        $admin = static::$shop->admin();
        $reply = $admin->json('PUT', '/api/admin/site', $site + [
            'platform' => 'prestashop',
            'dynamicCoupons' => true,
            'env' => 'prod',
            'modalities' => ['retail', 'wholesale'],
        ]);
        self::assertSame(200, $reply->status, $reply->body);
    }

    /** Of the first code. @param array<string, mixed> $priced @return list<string> */
    protected static function reasons(array $priced): array
    {
        return array_column($priced['coupons'][0]['reasons'] ?? [], 'reason');
    }
}
