<?php

declare(strict_types=1);

use PrestaShop\PrestaShop\Core\Cart\Calculator;
use PrestaShop\PrestaShop\Core\Cart\CartRuleData;
use Remise\Tests\PrestaShop\Doubles\Platform;

/** @see classes/CartRule.php */
class CartRuleCore extends ObjectModel
{
    public const FILTER_ACTION_ALL = 1;
    public const FILTER_ACTION_SHIPPING = 2;
    public const FILTER_ACTION_REDUCTION = 3;
    public const FILTER_ACTION_GIFT = 4;
    public const FILTER_ACTION_ALL_NOCAP = 5;

    public $name;
    public $code = '';
    public $description = '';
    public $date_from;
    public $date_to;
    public $quantity = 1;
    public $quantity_per_user = 1;
    public $partial_use = 1;
    public $highlight;
    public $active = 1;
    public $reduction_percent = 0;

    public static function isFeatureActive()
    {
        return (bool) Configuration::get('PS_CART_RULE_FEATURE_ACTIVE');
    }

    public static function getIdByCode($code)
    {
        foreach (Platform::rows('CartRule') as $rule) {
            if (strcasecmp((string) $rule->code, (string) $code) === 0) {
                return (string) $rule->id;
            }
        }

        return false;
    }

    protected function trans($id, array $parameters = [], $domain = null, $locale = null)
    {
        return $id;
    }

    public function checkValidity(Context $context, $alreadyInCart = false, $display_error = true, $check_carrier = true, $useOrderPrices = false)
    {
        if (Platform::$major >= 9) {
            $isValidatedByModules = null;
            $isValidatedByModulesError = 'This voucher is not valid.';
            Hook::exec('actionValidateCartRule', [
                'cart_rule' => $this,
                'cart' => $context->cart,
                'alreadyInCart' => $alreadyInCart,
                'display_error' => $display_error,
                'check_carrier' => $check_carrier,
                'useOrderPrices' => $useOrderPrices,
                'isValidatedByModules' => &$isValidatedByModules,
                'isValidatedByModulesError' => &$isValidatedByModulesError,
            ]);
            if ($isValidatedByModules === false) {
                return $display_error ? $isValidatedByModulesError : false;
            }
        }
        if (!$this->active || !$this->quantity) {
            return $display_error ? 'This voucher is disabled' : false;
        }

        return $display_error ? null : true;
    }

    public function getContextualValue($use_tax, ?Context $context = null, $filter = null, $package = null, $use_cache = true)
    {
        $contextualValueFromModules = null;
        if (Platform::$major >= 9) {
            Hook::exec('actionGetCartRuleContextualValue', [
                'cart_rule' => $this,
                'use_tax' => $use_tax,
                'context' => $context,
                'filter' => $filter,
                'package' => $package,
                'use_cache' => $use_cache,
                'contextualValueFromModules' => &$contextualValueFromModules,
            ]);
        }
        $goods = $contextualValueFromModules === null ? $context->cart->getOrderTotal($use_tax, CartCore::ONLY_PRODUCTS) : 0;

        return $contextualValueFromModules ?? $goods * (float) $this->reduction_percent / 100;
    }
}

/** @see classes/Cart.php */
class CartCore extends ObjectModel
{
    public const ONLY_PRODUCTS = 1;
    public const ONLY_DISCOUNTS = 2;
    public const BOTH = 3;
    public const BOTH_WITHOUT_SHIPPING = 4;
    public const ONLY_SHIPPING = 5;

    public $id_customer = 0;
    public $id_currency = 1;
    public $id_address_delivery = 0;
    public $id_address_invoice = 0;
    public $delivery_option = '';
    public $id_carrier = 0;

    /** @var array<int, int> quantities by product */
    public array $goods = [];

    /** @var list<int> */
    public array $rules = [];

    /** Without tax. */
    public float $fee = 0.0;

    public function getProducts($refresh = false, $id_product = false, $id_country = null, $fullInfos = true, bool $keepOrderPrices = false)
    {
        $rows = [];
        foreach ($this->goods as $id => $quantity) {
            $product = Platform::$products[$id];
            $gross = $product['price'] * (1 + $product['rate'] / 100);
            $rows[] = $product + [
                'id_product' => $id,
                'id_product_attribute' => 0,
                'id_customization' => null,
                'cart_quantity' => $quantity,
                'price_with_reduction' => $gross,
                'price_with_reduction_without_tax' => $product['price'],
                'total' => round($product['price'] * $quantity, 2),
                'total_wt' => round($gross * $quantity, 2),
                'reduction_applies' => false,
            ];
        }

        return $rows;
    }

    public function getDeliveryOption($default_country = null, $dontAutoSelectOptions = false, $use_cache = true)
    {
        return [(int) $this->id_address_delivery => '1,'];
    }

    public function getOrderedCartRulesIds($filter = CartRule::FILTER_ACTION_ALL)
    {
        return array_map(static fn (int $id): array => ['id_cart_rule' => (string) $id], $this->rules);
    }

    public function getCartRules($filter = CartRule::FILTER_ACTION_ALL, $autoAdd = true, $useOrderPrices = false)
    {
        if (!CartRule::isFeatureActive()) {
            return [];
        }
        $context = clone Context::getContext();
        $context->cart = $this;
        $rows = [];
        foreach ($this->rules as $id) {
            $rule = new CartRule($id);
            $isReduction = (float) $rule->reduction_percent !== 0.0;
            if ($filter !== CartRule::FILTER_ACTION_REDUCTION || $isReduction) {
                $rows[] = [
                    'id_cart_rule' => $id,
                    'obj' => $rule,
                    'value_real' => $rule->getContextualValue(true, $context, $filter),
                    'value_tax_exc' => $rule->getContextualValue(false, $context, $filter),
                ];
            }
        }

        return $rows;
    }

    public function addCartRule($id_cart_rule, bool $useOrderPrices = false)
    {
        $this->rules[] = (int) $id_cart_rule;

        return true;
    }

    public function removeCartRule($id_cart_rule, bool $useOrderPrices = false)
    {
        $this->rules = array_values(array_diff($this->rules, [(int) $id_cart_rule]));

        return true;
    }

    public function newCalculator($products, $cartRules, $id_carrier, $computePrecision = null, bool $keepOrderPrices = false)
    {
        $rules = array_map(static fn (array $row): CartRuleData => new CartRuleData($row), $cartRules);

        return new Calculator($this, $products, $rules);
    }

    public function getOrderTotal($withTaxes = true, $type = Cart::BOTH, $products = null, $id_carrier = null, $use_cache = false, bool $keepOrderPrices = false)
    {
        $side = static fn ($amount): float => $withTaxes ? $amount->getTaxIncluded() : $amount->getTaxExcluded();
        if ($type === self::ONLY_SHIPPING) {
            // What shipping costs depends on what is paid for the goods, as in `getPackageShippingCost`.
            $this->getOrderTotal(true, self::BOTH_WITHOUT_SHIPPING);

            return round($withTaxes ? $this->fee * 1.2 : $this->fee, 2);
        }
        $filter = $type === self::BOTH_WITHOUT_SHIPPING ? CartRule::FILTER_ACTION_REDUCTION : CartRule::FILTER_ACTION_ALL;
        $rules = $type === self::ONLY_PRODUCTS ? [] : $this->getCartRules($filter, false);
        $calculator = $this->newCalculator($products ?? $this->getProducts(), $rules, $id_carrier);
        $type === self::BOTH_WITHOUT_SHIPPING ? $calculator->calculateCartRulesWithoutFreeShipping() : $calculator->calculateCartRules();
        $discount = round($side($calculator->getDiscountTotal()), 2);
        if ($type === self::ONLY_DISCOUNTS) {
            return $discount;
        }
        $shipping = $type === self::BOTH ? $this->getOrderTotal($withTaxes, self::ONLY_SHIPPING) : 0.0;

        return round($side($calculator->getRowTotal()) - ($type === self::ONLY_PRODUCTS ? 0.0 : $discount) + $shipping, 2);
    }
}
