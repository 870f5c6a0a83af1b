<?php

declare(strict_types=1);

namespace Remise\PrestaShop\Eight;

use PrestaShop\PrestaShop\Core\Cart\Calculator;
use PrestaShop\PrestaShop\Core\Cart\CartRuleCalculator as Core;
use PrestaShop\PrestaShop\Core\Cart\CartRuleData;

/** Runs the hook `actionApplyCartRule` on PrestaShop 8, where 9 does. */
final class CartRuleCalculator extends Core
{
    /** Puts one into a calculator, which makes its own and lets nobody choose it. */
    public static function into(Calculator $calculator): void
    {
        $ours = new self();
        (function () use ($ours): void {
            $this->cartRuleCalculator = $ours;
        })->call($calculator);
    }

    /** @see Core */
    protected function applyCartRule(CartRuleData $cartRuleData, $withFreeShipping = true)
    {
        $isAppliedByModules = null;
        \Hook::exec('actionApplyCartRule', [
            'cart_rule_calculator' => $this,
            'cart_rule_data' => $cartRuleData,
            'cart_rule' => $cartRuleData->getCartRule(),
            'cart' => $this->calculator->getCart(),
            'with_free_shipping' => $withFreeShipping,
            'is_applied_by_modules' => &$isAppliedByModules,
        ]);
        if (!$isAppliedByModules) {
            parent::applyCartRule($cartRuleData, $withFreeShipping);
        }
    }
}
