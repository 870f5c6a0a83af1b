<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\PrestaShop\Store;
use Remise\PrestaShop\Till;
use Remise\Tests\PrestaShop\Doubles\Platform;
use Remise\Tests\Support\MariaDb;

/** A test of the module in a shop of its own, with a MariaDB database, as PrestaShop has one. */
abstract class ModuleTest extends TestCase
{
    protected \Remise $module;
    protected Connection $db;

    protected function setUp(): void
    {
        $socket = MariaDb::emptied('prestashop');
        if (Platform::$major === 0) {
            Platform::load((int) getenv('PRESTASHOP'), "localhost:$socket");
        }
        Platform::open();
        Platform::$products = [
            1 => ['price' => 19.12, 'rate' => 20, 'manufacturer_name' => 'Studio', 'reference' => 'demo_1'],
            2 => ['price' => 33.333333, 'rate' => 5.5, 'categories' => ['2', '7']],
        ];
        $this->module = new \Remise();
        self::assertTrue($this->module->install());
        $this->db = Store::connect();
        Till::over($this->db);
        $install = new Installation($this->db);
        $install->serve($install->integrator('tests', 'token'), 'shop', '1');
        $install->privateKey('tests', 'private-key');
    }

    /** @param array<string, mixed> $coupon */
    protected function save(array $coupon): void
    {
        $answer = Till::open()->http->answer([
            'verb' => 'http',
            'method' => 'POST',
            'path' => '/api/saveCoupon',
            'headers' => ['content-type' => 'application/json'],
            'body' => json_encode(['env' => 'prod', 'integrationToken' => 'token', 'organizationExternalId' => 'shop', 'coupon' => $coupon]),
        ]);
        self::assertSame(200, $answer->status, $answer->body);
    }

    /** @param array<int, int> $goods quantities by product */
    protected function cart(array $goods, string $email = '', bool $isGuest = true): \Cart
    {
        $cart = new \Cart();
        $cart->goods = $goods;
        if ($email !== '') {
            $customer = new \Customer();
            [$customer->email, $customer->is_guest] = [$email, (int) $isGuest];
            $customer->add();
            $cart->id_customer = $customer->id;
        }
        $cart->add();

        return $cart;
    }

    /** A visitor enters a code. @return list<string> what the shop answers, when it refuses */
    protected function enter(\Cart $cart, string $code): array
    {
        $this->visit($cart);
        $_POST = ['addDiscount' => '1', 'discount_name' => $code];
        $controller = new \CartController();
        $controller->run();
        $cart->update();
        $_POST = [];

        return $controller->errors;
    }

    /** A request of its own: what the module remembers ends with it. */
    protected function visit(\Cart $cart): void
    {
        Platform::$module = new \Remise();
        \Context::$context->cart = $cart;
        \Context::$context->controller = new \FrontController();
    }

    protected function order(\Cart $cart, string $module = 'ps_wirepayment'): \Order
    {
        $this->visit($cart);

        return \Payment::validateOrder($module, $cart->id);
    }

    protected function used(string $code): int
    {
        return (int) $this->db->row('SELECT redeemed FROM remise_code WHERE code = ?', [$code])['redeemed'];
    }
}
