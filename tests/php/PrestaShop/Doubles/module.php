<?php

declare(strict_types=1);

use Remise\Tests\PrestaShop\Doubles\Platform;

/** @see classes/PaymentModule.php */
final class Payment
{
    /** Of `validateOrder` what cart rules and hooks see, in its order. */
    public static function validateOrder(string $module, int $idCart, ?array $products = null): Order
    {
        $context = Context::getContext();
        $context->cart = new Cart($idCart);
        foreach ($context->cart->getCartRules() as $row) {
            if ($row['obj']->checkValidity($context, true, true)) {
                $context->cart->removeCartRule($row['obj']->id);
            }
        }
        $cart = $context->cart;
        $order = new Order();
        $order->product_list = $products ?? $cart->getProducts();
        [$order->id_cart, $order->id_customer, $order->reference, $order->module] = [$cart->id, $cart->id_customer, "R$idCart", $module];
        $order->total_discounts_tax_excl = $cart->getOrderTotal(false, Cart::ONLY_DISCOUNTS, $order->product_list, 0);
        $order->total_discounts = $order->total_discounts_tax_incl = $cart->getOrderTotal(true, Cart::ONLY_DISCOUNTS, $order->product_list, 0);
        $order->total_paid_tax_excl = $cart->getOrderTotal(false, Cart::BOTH, $order->product_list, 0);
        $order->total_paid = $order->total_paid_tax_incl = $cart->getOrderTotal(true, Cart::BOTH, $order->product_list, 0);
        $order->add();
        $cart->update();
        $order->changeState((int) Configuration::get('PS_OS_BANKWIRE'));

        return $order;
    }
}

/** @see classes/module/Module.php */
abstract class Module
{
    public $name;
    public $tab;
    public $version;
    public $author;
    public $need_instance;
    public $bootstrap;
    public $ps_versions_compliancy;
    public $displayName;
    public $description;
    public $confirmUninstall = '';
    public $id = 1;
    public $active = true;

    protected $_errors = [];
    protected $tabs = [];
    protected Context $context;

    public function __construct($name = null, ?Context $context = null)
    {
        $this->context = $context ?? Context::getContext();
    }

    protected function trans($id, array $parameters = [], $domain = null, $locale = null)
    {
        return strtr($id, $parameters);
    }

    public function install()
    {
        Platform::$module = $this;

        return true;
    }

    public function uninstall()
    {
        Platform::$hooks = [];

        return true;
    }

    public function registerHook($hook_name, $shop_list = null)
    {
        array_push(Platform::$hooks, ...(array) $hook_name);

        return true;
    }

    public function getOverrides()
    {
        return ['Cart', 'CartRule'];
    }
}
