<?php

declare(strict_types=1);

use Remise\Tests\PrestaShop\Doubles\Platform;

/** A row of `Platform::$tables`. @see classes/ObjectModel.php */
abstract class ObjectModel
{
    public $id;

    public function __construct($id = null, $id_lang = null, $id_shop = null)
    {
        $row = Platform::rows(static::class)[(int) $id] ?? null;
        foreach ($row === null ? [] : get_object_vars($row) as $name => $value) {
            $this->$name = $value;
        }
    }

    public function add($auto_date = true, $null_values = false)
    {
        Hook::exec('actionObject' . static::class . 'AddBefore', ['object' => $this]);
        $this->id = count(Platform::rows(static::class)) + 1;
        Platform::$tables[static::class][$this->id] = clone $this;
        Hook::exec('actionObject' . static::class . 'AddAfter', ['object' => $this]);

        return true;
    }

    public function update($null_values = false)
    {
        Platform::$tables[static::class][$this->id] = clone $this;

        return true;
    }

    public function delete()
    {
        unset(Platform::$tables[static::class][$this->id]);

        return true;
    }
}

class Customer extends ObjectModel
{
    public $email;
    public $is_guest = 0;
    public $logged = false;

    public function isLogged($withGuest = false)
    {
        return $this->logged;
    }

    public static function getGroupsStatic($idCustomer)
    {
        return [$idCustomer ? 3 : 1];
    }
}

class Address extends ObjectModel
{
    public $id_country = 0;

    public static function initialize($id_address = null, $with_geoloc = false)
    {
        return new Address((int) $id_address);
    }
}

class Carrier extends ObjectModel
{
    public $id_reference = 0;
    public $rate = 20.0;

    public function getTaxCalculator(Address $address, $id_order = null, $use_average_tax_of_products = false)
    {
        return new TaxCalculator($this->rate);
    }
}

class Currency extends ObjectModel
{
    public $iso_code = 'EUR';
    public $conversion_rate = 1.0;

    public static function getDefaultCurrency()
    {
        return self::getCurrencyInstance(1);
    }

    public static function getDefaultCurrencyId()
    {
        return 1;
    }

    public static function getCurrencyInstance(int $idCurrency): Currency
    {
        return new Currency($idCurrency);
    }
}

class Order extends ObjectModel
{
    public const ROUND_ITEM = 1;
    public const ROUND_LINE = 2;
    public const ROUND_TOTAL = 3;

    public $id_cart;
    public $id_customer;
    public $id_carrier = 0;
    public $reference;
    public $module;
    public $current_state;
    public $product_list = [];
    public $total_discounts;
    public $total_discounts_tax_incl;
    public $total_discounts_tax_excl;
    public $total_paid;
    public $total_paid_tax_incl;
    public $total_paid_tax_excl;

    public static function getCustomerNbOrders($id_customer)
    {
        $own = static fn (Order $order): bool => (int) $order->id_customer === (int) $id_customer;

        return count(array_filter(Platform::rows(self::class), $own));
    }

    public static function getIdByCartId($id_cart)
    {
        foreach (Platform::rows(self::class) as $order) {
            if ((int) $order->id_cart === (int) $id_cart) {
                return $order->id;
            }
        }

        return false;
    }

    public static function getByReference($reference)
    {
        return (new PrestaShopCollection('Order'))->where('reference', '=', $reference);
    }

    /** @see classes/order/OrderHistory.php, `changeIdOrderState` */
    public function changeState(int $state): void
    {
        $old = $this->current_state;
        $this->current_state = $state;
        $this->update();
        Hook::exec('actionOrderStatusPostUpdate', [
            'newOrderStatus' => (object) ['id' => $state],
            'oldOrderStatus' => (object) ['id' => $old],
            'id_order' => (int) $this->id,
        ]);
    }
}

/** @see classes/PrestaShopCollection.php */
class PrestaShopCollection implements IteratorAggregate
{
    private array $where = [];

    public function __construct(private string $classname, $id_lang = null)
    {
    }

    public function where($field, $operator, $value, $method = 'where')
    {
        $this->where[$field] = $value;

        return $this;
    }

    public function getIterator(): Iterator
    {
        $all = Platform::rows($this->classname);

        return new ArrayIterator(array_filter($all, fn (object $row): bool => $this->where === array_intersect_key((array) $row, $this->where)));
    }
}
