<?php

declare(strict_types=1);

namespace Remise\Tests\Magento;

use Magento\Framework\Exception\LocalizedException;
use Magento\Quote\Model\Quote;
use Remise\Tests\Magento\Doubles\Platform;

/** The uses of a code, from the cart to the order and back. */
final class OrderTest extends ModuleTest
{
    private const ONCE = ['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5, 'hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1];

    public function testAnOrderIsAUseAndACancelledOneIsNone(): void
    {
        $this->save(self::ONCE);
        $cart = $this->withCode('ONCE');
        $this->anotherRequest();
        self::assertNotNull($this->shop->submit($cart));
        self::assertSame(1, $this->used('ONCE'));
        $this->shop->placement->release($cart->getId());
        self::assertSame(0, $this->used('ONCE'));
    }

    public function testWhoComesSecondIsToldAndKeepsTheCart(): void
    {
        $this->save(self::ONCE);
        [$first, $second] = [$this->withCode('ONCE'), $this->withCode('ONCE', 'bob@example.org')];
        // Both totals have the discount, so nothing but the hold itself can tell the second one.
        $second->collectTotals();
        $this->shop->submit($first);
        $this->refused($second, 'nothing was charged: the code ONCE no longer applies.');
        self::assertSame(['', 1], [$second->getCouponCode(), $second->getItemsCount()]);
        self::assertSame(1, $this->used('ONCE'));
        self::assertCount(1, Platform::$orders);
        $this->shop->submit($second->loaded());
        self::assertCount(2, Platform::$orders);
    }

    public function testACodeThatMagentoTookOutOnTheWayIsToldToo(): void
    {
        $this->save(self::ONCE);
        [$first, $second] = [$this->withCode('ONCE'), $this->withCode('ONCE', 'bob@example.org')];
        $this->shop->submit($first);
        self::assertSame('', $second->collectTotals()->getCouponCode());
        $this->refused($second, 'the code ONCE no longer applies. This code cannot be used.');
    }

    public function testAGuestIsKnownByTheAddress(): void
    {
        $this->save(['code' => 'EACH', 'type' => 'VALUE', 'value' => 5, 'hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        [$first, $second] = [$this->withCode('EACH', 'ann@example.org'), $this->withCode('EACH', 'Ann@Example.org')];
        $second->collectTotals();
        $this->shop->submit($first);
        $this->refused($second, 'the code EACH no longer applies');
        self::assertSame(1, $this->used('EACH'));
    }

    public function testAnOrderThatFailsGivesTheUseBack(): void
    {
        $this->save(self::ONCE);
        $cart = $this->withCode('ONCE');
        try {
            $this->shop->submit($cart, static fn () => throw new \RuntimeException('declined'));
            self::fail('the payment did not fail');
        } catch (\RuntimeException) {
            self::assertSame(0, $this->used('ONCE'));
        }
        $this->shop->submit($cart);
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testWhatFailsBehindTheOrderGivesNothingBack(): void
    {
        $this->save(self::ONCE);
        $cart = $this->withCode('ONCE');
        try {
            $this->shop->placement->place($cart, function () use ($cart): never {
                $this->shop->placement->commit(new \Magento\Sales\Model\Order(['quote_id' => $cart->getId()]));
                Platform::$orders[] = ['increment_id' => $cart->getReservedOrderId(), 'id' => 1];
                throw new \RuntimeException('the mail did not go out');
            });
        } catch (\RuntimeException) {
        }
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testWhoPressesTwiceOrdersOnce(): void
    {
        $this->save(self::ONCE);
        $cart = $this->withCode('ONCE');
        $this->shop->submit($cart, fn () => $this->refused($cart, 'This order is being placed already.'));
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testAmountsThatHaveChangedAreShownFirst(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->withCode('TEN');
        $cart->collectTotals();
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 5]);
        $this->refused($cart, 'what the code TEN takes off has changed');
        self::assertSame(['TEN', 1.0], [$cart->getCouponCode(), $cart->items[0]->getDiscountAmount()]);
        $this->anotherRequest();
        self::assertNotNull($this->shop->submit($cart));
    }

    private function withCode(string $code, string $email = 'ann@example.org'): Quote
    {
        $cart = $this->cart([['20.0000', '1']], $email);
        $this->enter($cart, $code);

        return $cart;
    }

    private function refused(Quote $cart, string $why): void
    {
        try {
            $this->shop->submit($cart);
            self::fail('the order was placed');
        } catch (LocalizedException $told) {
            self::assertStringContainsString($why, $told->getMessage());
        }
    }
}
