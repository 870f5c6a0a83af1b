<?php

declare(strict_types=1);

namespace Remise\Tests\Magento;

use Magento\Framework\App\DeploymentConfig;
use Magento\Quote\Model\Quote;
use Magento\Quote\Model\Quote\Item\AbstractItem;
use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Magento\Model\Store;
use Remise\Tests\Magento\Doubles\Platform;
use Remise\Tests\Support\MariaDb;

require_once __DIR__ . '/Doubles/framework.php';
require_once __DIR__ . '/Doubles/shop.php';
require_once (getenv('REMISE_MODULE') ?: __DIR__ . '/../../../plugins/magento') . '/registration.php';

// As Magento does for what lies in `app/code`.
spl_autoload_register(static function (string $class): void {
    $prefix = 'Remise\\Magento\\';
    $file = \Magento\Framework\Component\ComponentRegistrar::$modules['Remise_Magento'] . '/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (str_starts_with($class, $prefix) && is_file($file)) {
        require $file;
    }
});

/** A test of the module in a shop of its own, with a MariaDB database, as Magento has one. */
abstract class ModuleTest extends TestCase
{
    protected Platform $shop;
    protected Connection $db;
    private int $carts = 0;

    protected function setUp(): void
    {
        $store = new Store(new DeploymentConfig(['db/connection/default' => [
            'host' => MariaDb::emptied('magento'),
            'dbname' => 'magento',
            'username' => 'root',
            'password' => '',
        ]]));
        $store->prepare('EUR', 'en_US');
        [Platform::$rows, Platform::$orders, Platform::$log, Platform::$locked] = [[], [], [], []];
        $this->shop = new Platform($store);
        $this->db = $store->connect();
        $install = new Installation($this->db);
        $install->serve($install->integrator('tests', 'token'), 'shop', '1');
    }

    /** @param array<string, mixed> $coupon */
    protected function save(array $coupon): void
    {
        $answer = $this->shop->till->http()->answer([
            'verb' => 'http',
            'method' => 'POST',
            'path' => '/api/saveCoupon',
            'headers' => ['content-type' => 'application/json'],
            'body' => json_encode(['env' => 'prod', 'integrationToken' => 'token', 'organizationExternalId' => 'shop', 'coupon' => $coupon]),
        ]);
        self::assertSame(200, $answer->status, $answer->body);
    }

    /** @param list<array{string, string}> $goods prices and quantities, as Magento reads them from its tables */
    protected function cart(array $goods, string $email = 'ann@example.org'): Quote
    {
        $quote = new Quote(['id' => ++$this->carts, 'reserved_order_id' => "00000{$this->carts}", 'customer_email' => $email]);
        foreach ($goods as $at => [$price, $quantity]) {
            $quote->items[] = new AbstractItem([
                'id' => (string) ($at + 1), 'quote' => $quote, 'qty' => $quantity, 'sku' => "sku-$at", 'tax_percent' => '19.0000',
                'calculation_price' => $price, 'base_calculation_price' => $price,
                'product' => new class (['id' => $at + 10]) extends \Magento\Framework\DataObject {
                    public function getCategoryIds(): array
                    {
                        return ['2'];
                    }
                },
            ]);
        }

        return $quote->loaded();
    }

    /** `CouponManagement::set`. */
    protected function enter(Quote $quote, string $code): void
    {
        $quote->setCouponCode($this->shop->entry->enter($quote, $code))->collectTotals();
        $quote->loaded();
    }

    /** A request of its own: what the module remembers ends with it. */
    protected function anotherRequest(): void
    {
        $this->shop = new Platform($this->shop->store);
    }

    protected function used(string $code): int
    {
        return (int) $this->db->row('SELECT redeemed FROM remise_code WHERE code = ?', [$code])['redeemed'];
    }
}
