<?php

declare(strict_types=1);

namespace PrestaShop\PrestaShop\Core\Cart;

use Remise\Tests\PrestaShop\Doubles\Platform;

/** @see src/Core/Cart/AmountImmutable.php */
class AmountImmutable
{
    protected $taxIncluded = 0.0;
    protected $taxExcluded = 0.0;

    public function __construct($taxIncluded = 0.0, $taxExcluded = 0.0)
    {
        $this->taxIncluded = (float) $taxIncluded;
        $this->taxExcluded = (float) $taxExcluded;
    }

    public function getTaxIncluded()
    {
        return $this->taxIncluded;
    }

    public function getTaxExcluded()
    {
        return $this->taxExcluded;
    }

    public function add(AmountImmutable $amount)
    {
        return new static($this->taxIncluded + $amount->taxIncluded, $this->taxExcluded + $amount->taxExcluded);
    }
}

/** @see src/Core/Cart/CartRuleData.php */
class CartRuleData
{
    protected $discountApplied;

    public function __construct(protected $ruleData)
    {
        $this->discountApplied = new AmountImmutable();
    }

    public function getCartRule()
    {
        return $this->ruleData['obj'];
    }

    public function addDiscountApplied(AmountImmutable $amount)
    {
        $this->discountApplied = $this->discountApplied->add($amount);
    }

    public function getDiscountApplied()
    {
        return $this->discountApplied;
    }
}

/** @see src/Core/Cart/CartRuleCalculator.php */
class CartRuleCalculator
{
    protected $calculator;
    protected $cartRules = [];

    public function setCalculator($calculator)
    {
        $this->calculator = $calculator;

        return $this;
    }

    public function setCartRules($cartRules)
    {
        $this->cartRules = $cartRules;

        return $this;
    }

    public function applyCartRules()
    {
        foreach ($this->cartRules as $cartRule) {
            $this->applyCartRule($cartRule);
        }
    }

    public function applyCartRulesWithoutFreeShipping()
    {
        foreach ($this->cartRules as $cartRule) {
            $this->applyCartRule($cartRule, false);
        }
    }

    protected function applyCartRule(CartRuleData $cartRuleData, $withFreeShipping = true)
    {
        $cartRule = $cartRuleData->getCartRule();
        $isAppliedByModules = null;
        if (Platform::$major >= 9) {
            \Hook::exec('actionApplyCartRule', [
                'cart_rule_calculator' => $this,
                'cart_rule_data' => $cartRuleData,
                'cart_rule' => $cartRule,
                'cart' => $this->calculator->getCart(),
                'with_free_shipping' => $withFreeShipping,
                'is_applied_by_modules' => &$isAppliedByModules,
            ]);
        }
        if ($isAppliedByModules || (float) $cartRule->reduction_percent <= 0) {
            return;
        }
        $goods = $this->calculator->getRowTotal();
        $percent = (float) $cartRule->reduction_percent / 100;
        $cartRuleData->addDiscountApplied(
            new AmountImmutable($goods->getTaxIncluded() * $percent, $goods->getTaxExcluded() * $percent),
        );
    }
}

/** Goods, cart rules and shipping; of the original what `Cart::getOrderTotal` asks. @see src/Core/Cart/Calculator.php */
class Calculator
{
    protected $cartRuleCalculator;

    /** @param list<array<string, mixed>> $rows @param list<CartRuleData> $rules */
    public function __construct(protected \CartCore $cart, private array $rows, private array $rules)
    {
        $this->cartRuleCalculator = new CartRuleCalculator();
    }

    public function getCart()
    {
        return $this->cart;
    }

    public function getRowTotal()
    {
        $sum = new AmountImmutable();
        foreach ($this->rows as $row) {
            $sum = $sum->add(new AmountImmutable($row['total_wt'], $row['total']));
        }

        return $sum;
    }

    public function calculateCartRules()
    {
        $this->cartRuleCalculator->setCartRules($this->rules)->setCalculator($this)->applyCartRules();
    }

    public function calculateCartRulesWithoutFreeShipping()
    {
        $this->cartRuleCalculator->setCartRules($this->rules)->setCalculator($this)->applyCartRulesWithoutFreeShipping();
    }

    public function getDiscountTotal()
    {
        $sum = new AmountImmutable();
        foreach ($this->rules as $rule) {
            $sum = $sum->add($rule->getDiscountApplied());
        }

        return $sum;
    }
}
