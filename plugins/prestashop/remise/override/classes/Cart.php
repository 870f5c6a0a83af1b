<?php

/** PrestaShop 8 only: lets modules put their own calculation of cart rules into a cart's calculator. */
class Cart extends CartCore
{
    public function newCalculator($products, $cartRules, $id_carrier, $computePrecision = null, bool $keepOrderPrices = false)
    {
        $calculator = parent::newCalculator($products, $cartRules, $id_carrier, $computePrecision, $keepOrderPrices);
        Hook::exec('actionRemiseNewCalculator', ['calculator' => $calculator]);

        return $calculator;
    }
}
