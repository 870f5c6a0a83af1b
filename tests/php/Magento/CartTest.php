<?php

declare(strict_types=1);

namespace Remise\Tests\Magento;

use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Quote\Model\Quote\Item\AbstractItem;
use Magento\SalesRule\Api\Exception\CodeRequestLimitException;
use Magento\SalesRule\Model\Coupon;
use Magento\SalesRule\Model\Rule;
use Remise\Tests\Magento\Doubles\Platform;

/** Codes in Magento's cart. */
final class CartTest extends ModuleTest
{
    public function testTheEngineSaysWhatIsTakenOffEachLine(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([['19.1200', '2.0000'], ['33.3300', '1.0000']]);
        $this->enter($cart, ' ten');
        self::assertSame('TEN', $cart->getCouponCode());
        self::assertSame([3.82, 3.34], $this->discounts($cart->items));
    }

    public function testTheShopsOwnCurrencyHasItsOwnAmounts(): void
    {
        $this->save(['code' => 'FIVE', 'type' => 'VALUE', 'value' => 5, 'currency' => 'EUR']);
        $cart = $this->cart([['11.0000', '2']])->setQuoteCurrencyCode('USD');
        $cart->items[0]->setBaseCalculationPrice('10.0000');
        $this->enter($cart, 'FIVE');
        self::assertSame([5.5, 5.0], [$cart->items[0]->getDiscountAmount(), $cart->items[0]->getBaseDiscountAmount()]);
    }

    public function testShippingIsDiscountedToo(): void
    {
        $this->save(['code' => 'FREE', 'discounts' => [['kind' => 'free_shipping']]]);
        $cart = $this->cart([['19.1200', '1']]);
        $this->enter($cart, 'FREE');
        self::assertSame(5.0, $cart->getShippingAddress()->getShippingDiscountAmount());
    }

    public function testPartsOfAUnitAreOneForWhatTheyCost(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([['10.0000', '1.5000']]);
        $cart->items[0]->setRowTotal('15.0000');
        $this->enter($cart, 'TEN');
        self::assertSame([1.5], $this->discounts($cart->items));
    }

    public function testAMistypedCodeLeavesTheOneBefore(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([['10.0000', '1']]);
        $this->enter($cart, 'TEN');
        try {
            $this->enter($cart, 'TNE');
            self::fail('a code that is not there was taken');
        } catch (NoSuchEntityException $refused) {
            self::assertSame('This code cannot be used.', $refused->getMessage());
        }
        self::assertSame(['TEN', 1.0], [$cart->getCouponCode(), $cart->items[0]->getDiscountAmount()]);
    }

    public function testWhoTriesTooManyHasToWait(): void
    {
        $cart = $this->cart([['10.0000', '1']]);
        for ($try = 0; $try < 5; $try++) {
            try {
                $this->enter($cart, "GUESS$try");
            } catch (NoSuchEntityException) {
            }
        }
        $this->expectException(CodeRequestLimitException::class);
        $this->enter($cart, 'GUESS5');
    }

    public function testCodesOfTheShopsOwnRulesAreMagentosBusiness(): void
    {
        (new Rule(['simple_action' => 'by_percent']))->save();
        (new Coupon(['rule_id' => 1, 'code' => 'OWN']))->save();
        self::assertSame('OWN', $this->shop->entry->enter($this->cart([['10.0000', '1']]), 'OWN'));
    }

    public function testOnlyCodesThatWereEnteredAreInMagento(): void
    {
        foreach (['ONE', 'TWO', 'THREE'] as $code) {
            $this->save(['code' => $code, 'type' => 'VALUE', 'value' => 1]);
        }
        $this->save(['id' => 'summer', 'name' => 'Summer', 'code' => 'SUN', 'type' => 'VALUE', 'value' => 1]);
        foreach (['ONE', 'TWO', 'SUN', 'SUN'] as $code) {
            $this->enter($this->cart([['10.0000', '1']]), $code);
        }
        self::assertSame(['ONE', 'TWO', 'SUN'], array_column(Platform::$rows[Coupon::class], 'code'));
        self::assertSame(['Remise', 'Summer'], array_column(Platform::$rows[Rule::class], 'name'));
    }

    public function testACodeThatNoLongerAppliesLeavesTheCart(): void
    {
        $this->save(['code' => 'MIN', 'type' => 'VALUE', 'value' => 1, 'conditions' => [['id' => 'cart_total', 'operator' => '>=', 'value' => 20]]]);
        $cart = $this->cart([['10.0000', '2']]);
        $this->enter($cart, 'MIN');
        $cart->items[0]->setQty('1');
        self::assertSame('', $cart->collectTotals()->getCouponCode());
        self::assertSame([0], $this->discounts($cart->items));
    }

    /** @param list<AbstractItem> $items @return list<mixed> */
    private function discounts(array $items): array
    {
        return array_map(static fn (AbstractItem $item): mixed => $item->getDiscountAmount(), $items);
    }
}
