<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use Remise\Tests\PrestaShop\Doubles\Platform;

/** A code in PrestaShop's own cart. */
final class CodeTest extends ModuleTest
{
    public function testACodeOfTheApiIsAcceptedAsItIsTyped(): void
    {
        $this->save(['code' => 'SUMMER-10', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([1 => 2]);
        self::assertSame([], $this->enter($cart, ' summer 1o '));
        self::assertSame(45.89, $cart->getOrderTotal(true, \Cart::ONLY_PRODUCTS));
        self::assertSame(4.59, $cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS));
        self::assertSame(3.82, $cart->getOrderTotal(false, \Cart::ONLY_DISCOUNTS));
        self::assertSame(41.3, $cart->getOrderTotal(true, \Cart::BOTH));
    }

    public function testOnlyACodeThatWasEnteredAndAppliesHasACartRule(): void
    {
        foreach (range(1, 20) as $number) {
            $this->save(['code' => "NEVER-$number", 'type' => 'VALUE', 'value' => 1]);
        }
        $this->save(['code' => 'LATER', 'type' => 'VALUE', 'value' => 1, 'conditions' => [['id' => 'cart_total', 'operator' => '>=', 'value' => 100]]]);
        $cart = $this->cart([1 => 1]);
        self::assertSame(['€77.06 more to use this code.'], $this->enter($cart, 'LATER'));
        self::assertSame([], Platform::rows('CartRule'));
        self::assertSame([], $this->enter($cart, 'NEVER-7'));
        self::assertSame(['NEVER-7'], array_column(Platform::rows('CartRule'), 'code'));
        self::assertSame([], $this->enter($this->cart([2 => 1]), 'NEVER-7'));
        self::assertCount(1, Platform::rows('CartRule'));
    }

    public function testAnAmountIsMeantAsTheCustomerSeesPrices(): void
    {
        $this->save(['code' => 'FIVE', 'type' => 'VALUE', 'value' => 5]);
        $cart = $this->cart([1 => 2]);
        $this->enter($cart, 'FIVE');
        self::assertSame([5.0, 4.17], [$cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS), $cart->getOrderTotal(false, \Cart::ONLY_DISCOUNTS)]);

        Platform::$configuration['tax_method'] = PS_TAX_EXC;
        $this->visit($cart);
        self::assertSame([6.0, 5.0], [$cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS), $cart->getOrderTotal(false, \Cart::ONLY_DISCOUNTS)]);
    }

    public function testWhatTheCalculatorAppliesIsWhatTheRuleIsWorth(): void
    {
        $this->save(['code' => 'SOME', 'discounts' => [['kind' => 'percent', 'value' => 15, 'where' => [['id' => 'category', 'operator' => 'contains', 'value' => '7']]]]]);
        $this->save(['code' => 'SHIP', 'discounts' => [['kind' => 'free_shipping']]]);
        $cart = $this->cart([1 => 2, 2 => 1]);
        $cart->fee = 7.0;
        $this->enter($cart, 'SOME');
        $this->enter($cart, 'SHIP');
        $worth = array_column($cart->getCartRules(), 'value_real');
        self::assertSame([5.28, 8.4], array_map(static fn ($value): float => round($value, 2), $worth));
        $net = array_column($cart->getCartRules(), 'value_tax_exc');
        self::assertSame([5.0, 7.0], array_map(static fn ($value): float => round($value, 2), $net));
        self::assertSame(round(array_sum($worth), 2), $cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS));
        self::assertSame(81.06 - 5.28, round($cart->getOrderTotal(true, \Cart::BOTH), 2));
    }

    public function testACodeThatNoLongerAppliesLeavesTheCart(): void
    {
        $this->save(['code' => 'FORTY', 'type' => 'VALUE', 'value' => 5, 'conditions' => [['id' => 'cart_total', 'operator' => '>=', 'value' => 40]]]);
        $cart = $this->cart([1 => 2]);
        self::assertSame([], $this->enter($cart, 'FORTY'));
        $cart->goods = [1 => 1];
        $this->visit($cart);
        $rule = $cart->getCartRules()[0]['obj'];
        self::assertSame('€17.06 more to use this code.', $rule->checkValidity(\Context::getContext(), true, true));
        self::assertFalse($rule->checkValidity(\Context::getContext(), true, false));
        self::assertSame(0.0, $cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS));
    }

    public function testTheVisitorIsToldWhatPrestaShopTakesOut(): void
    {
        $this->save(['code' => 'FORTY', 'type' => 'VALUE', 'value' => 5, 'conditions' => [['id' => 'cart_total', 'operator' => '>=', 'value' => 40]]]);
        $cart = $this->cart([1 => 2]);
        $this->enter($cart, 'FORTY');
        $cart->goods = [1 => 1];
        $this->visit($cart);
        $page = new \FrontController();
        $page->init();
        self::assertSame(['The code FORTY was taken out of your cart. €17.06 more to use this code.'], $page->warning);
        self::assertSame([], $cart->rules);
        $this->visit($cart);
        $page = new \FrontController();
        $page->init();
        self::assertSame([], $page->warning);
    }

    public function testWhoIsSentBackByPrestaShopIsTold(): void
    {
        $_GET = ['submitAddDiscount' => '1', 'discount_name' => '<b>GONE'];
        $this->visit($this->cart([1 => 1]));
        $page = new \OrderController();
        $page->init();
        self::assertStringContainsString('nothing was charged: the code &lt;b&gt;GONE no longer applies', $page->errors[0]);
    }

    public function testEveryRefusalOfAStrangerIsTheSameAndAfterFiveNobodyIsHeard(): void
    {
        $this->save(['code' => 'OVER', 'type' => 'VALUE', 'value' => 5, 'endAt' => 1000]);
        $this->save(['code' => 'GOOD', 'type' => 'VALUE', 'value' => 5]);
        $cart = $this->cart([1 => 2]);
        foreach (['UNKNOWN', 'OVER', 'UNKNOWN-2', 'OVER', 'UNKNOWN-3'] as $code) {
            self::assertSame(['This code cannot be used.'], $this->enter($cart, $code));
        }
        self::assertSame(['Too many codes were tried. Wait a few minutes and try again.'], $this->enter($cart, 'GOOD'));
        self::assertSame([], Platform::rows('CartRule'));
    }

    public function testTheShopsOwnCartRulesStayPrestaShops(): void
    {
        $own = new \CartRule();
        [$own->code, $own->reduction_percent, $own->name] = ['HOUSE', 50, 'House'];
        $own->add();
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([1 => 1]);
        self::assertSame([], $this->enter($cart, 'house'));
        self::assertSame([], $this->enter($cart, 'TEN'));
        self::assertSame(13.76, $cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS));
    }

    public function testACodeInAnotherWritingIsInTheCartAlready(): void
    {
        $this->save(['code' => 'TEN-10', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([1 => 1]);
        $this->enter($cart, 'TEN-10');
        self::assertSame(['This code is in your cart already.'], $this->enter($cart, 'ten1o'));
        self::assertCount(1, $cart->rules);
    }
}
