<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** PrestaShop's cart in the engine's words. */
final class CartMap
{
    /** Of PrestaShop's six decimals of a price without tax, tax makes two more; the engine reads twelve digits in all. */
    private const DECIMALS = 8;
    private const DIGITS = '%.12G';

    private const ROUNDING_MODES = [
        PS_ROUND_UP => 'up',
        PS_ROUND_DOWN => 'down',
        PS_ROUND_HALF_UP => 'half_up',
        PS_ROUND_HALF_DOWN => 'half_down',
        PS_ROUND_HALF_EVEN => 'half_even',
        PS_ROUND_HALF_ODD => 'half_odd',
    ];

    private const ROUNDING_BY = [\Order::ROUND_ITEM => 'item', \Order::ROUND_LINE => 'line', \Order::ROUND_TOTAL => 'total'];

    /**
     * @param bool $withShipping false while shipping itself is being priced, which asks what the goods cost
     *
     * @return array<string, mixed> the wire's `Cart`
     */
    public function describe(\Cart $cart, bool $withShipping): array
    {
        $address = \Address::initialize((int) $cart->{\Configuration::get('PS_TAX_ADDRESS_TYPE')}, true);
        // As the customer sees prices, so are amounts and minimums of coupons meant.
        $withTax = (int) \Product::getTaxCalculationMethod((int) $cart->id_customer) === PS_TAX_INC;
        $described = [
            'currency' => $this->currency($cart)->iso_code,
            'lines' => array_map(fn (array $row): array => $this->line($row, $address, $withTax), array_values($cart->getProducts())),
            'pricesIncludeTax' => $withTax,
            'rounding' => [
                'profile' => 'prestashop',
                'mode' => self::ROUNDING_MODES[(int) \Configuration::get('PS_PRICE_ROUND_MODE')] ?? 'half_up',
                'by' => self::ROUNDING_BY[(int) \Configuration::get('PS_ROUND_TYPE')] ?? 'item',
            ],
            'rates' => $this->rates($cart),
        ];
        $country = $cart->id_address_delivery ? \Country::getIsoById((int) \Address::initialize((int) $cart->id_address_delivery)->id_country) : '';
        if ($country) {
            $described['shippingCountry'] = $country;
        }

        return $described + $this->buyer($cart) + ($withShipping ? $this->shipping($cart, $address, $withTax) : []);
    }

    /** All that a description follows from: as long as it is the same, there is no need of another. */
    public function state(\Cart $cart): mixed
    {
        return [
            $cart->id, $cart->id_currency, $cart->id_customer, $cart->id_carrier, $cart->id_address_delivery, $cart->id_address_invoice,
            $cart->delivery_option, $cart->getOrderedCartRulesIds(),
            array_map(static fn (array $row): array => [self::id($row), $row['cart_quantity'], $row['price_with_reduction']], $cart->getProducts()),
        ];
    }

    /** The engine's name for a line of the cart. @param array<string, mixed> $row of `Cart::getProducts` */
    public static function id(array $row): string
    {
        return (int) $row['id_product'] . '-' . (int) $row['id_product_attribute'] . '-' . (int) ($row['id_customization'] ?? 0);
    }

    /** @param array<string, mixed> $row @return array<string, mixed> */
    private function line(array $row, \Address $address, bool $withTax): array
    {
        $product = (int) $row['id_product'];
        $line = [
            'id' => self::id($row),
            'product' => (string) $product,
            'quantity' => (int) $row['cart_quantity'],
            'unitPrice' => self::decimal($row[$withTax ? 'price_with_reduction' : 'price_with_reduction_without_tax']),
            'taxPercent' => $this->taxPercent($row, $address),
            'categories' => array_map(strval(...), \Product::getProductCategories($product)),
            'onPromotion' => (bool) $row['reduction_applies'],
            'attributes' => array_filter(['reference' => (string) ($row['reference'] ?? '')]),
        ];
        $brand = (string) ($row['manufacturer_name'] ?? '');

        return $brand === '' ? $line : $line + ['brand' => $brand];
    }

    /** @param array<string, mixed> $row */
    private function taxPercent(array $row, \Address $address): mixed
    {
        // Nothing is due of a customer who pays none, whatever the product's rules say.
        return $row['price_with_reduction'] === $row['price_with_reduction_without_tax'] ? 0 : $this->percent(
            \TaxManagerFactory::getManager($address, \Product::getIdTaxRulesGroupByIdProduct((int) $row['id_product']))
                ->getTaxCalculator(),
        );
    }

    private function percent(\TaxCalculator $calculator): mixed
    {
        return \Tools::math_round($calculator->getTotalRate(), 4);
    }

    /** @return array<string, mixed> */
    private function shipping(\Cart $cart, \Address $address, bool $withTax): array
    {
        [$net, $gross] = [$cart->getOrderTotal(false, \Cart::ONLY_SHIPPING), $cart->getOrderTotal(true, \Cart::ONLY_SHIPPING)];
        // Before the customer has chosen, it is the price of the carrier that PrestaShop would take: `[ADDRESS => 'CARRIER,']`.
        $carrier = new \Carrier((int) ($cart->id_carrier ?: current($cart->getDeliveryOption())));
        $described = [
            'shipping' => self::decimal($withTax ? $gross : $net),
            'shippingTaxPercent' => $net === $gross ? 0 : $this->percent($carrier->getTaxCalculator($address)),
        ];

        return $carrier->id_reference ? $described + ['carrier' => (string) $carrier->id_reference] : $described;
    }

    /** A guest is known by the e-mail address alone, so that the next order of the same one counts too. @return array<string, mixed> */
    private function buyer(\Cart $cart): array
    {
        $customer = new \Customer((int) $cart->id_customer);
        $groups = array_map(strval(...), array_values(\Customer::getGroupsStatic((int) $cart->id_customer)));
        if (!\Validate::isLoadedObject($customer)) {
            return ['buyer' => ['groups' => $groups]];
        }
        $known = $customer->is_guest ? [] : ['id' => (string) $customer->id];

        return ['buyer' => $known + [
            'email' => (string) $customer->email,
            'groups' => $groups,
            'orders' => \Order::getCustomerNbOrders((int) $customer->id),
        ]];
    }

    /** @return array<string, mixed> what one unit of the shop's own currency is */
    private function rates(\Cart $cart): array
    {
        $rates = [];
        foreach ([\Currency::getDefaultCurrency(), $this->currency($cart)] as $currency) {
            $rates[$currency->iso_code] = self::decimal($currency->conversion_rate);
        }

        return $rates;
    }

    private function currency(\Cart $cart): \Currency
    {
        return \Currency::getCurrencyInstance((int) $cart->id_currency);
    }

    private static function decimal(mixed $value): mixed
    {
        return json_decode(sprintf(self::DIGITS, \Tools::math_round($value, self::DECIMALS)), false, 1, JSON_THROW_ON_ERROR);
    }
}
