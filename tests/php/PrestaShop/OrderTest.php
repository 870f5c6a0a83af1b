<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use Remise\PrestaShop\Settings;
use Remise\PrestaShop\Till;
use Remise\Tests\PrestaShop\Doubles\Platform;

/** The uses of a code, from the cart to the order and back. */
final class OrderTest extends ModuleTest
{
    private const ONCE = ['hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1];

    public function testAnOrderIsAUse(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        $cart = $this->cart([1 => 2], 'ann@example.org');
        $this->enter($cart, 'ONCE');
        $order = $this->order($cart);
        self::assertSame([5.0, 4.17, 40.89], [$order->total_discounts_tax_incl, $order->total_discounts_tax_excl, $order->total_paid]);
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testWhoComesSecondIsToldAndKeepsTheCart(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        [$first, $second] = [$this->cart([1 => 2], 'ann@example.org'), $this->cart([1 => 1], 'bob@example.org')];
        $this->enter($first, 'ONCE');
        $this->enter($second, 'ONCE');
        // Both have looked at it when the first one orders: nothing but the hold itself can tell the second one.
        $this->visit($second);
        $other = \Context::$context;
        $this->outrun($second, fn () => $this->order($first));
        try {
            \Context::$context = $other;
            \Payment::validateOrder('ps_wirepayment', $second->id);
            self::fail('two orders have a code of one use');
        } catch (\Redirected $told) {
            self::assertStringContainsString('nothing was charged: the code ONCE no longer applies. This code has been used up.', $told->getMessage());
        }
        self::assertSame([1 => 1], \Context::$context->cart->goods);
        self::assertSame([], \Context::$context->cart->rules);
        self::assertCount(1, Platform::rows('Order'));
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testWhoHasPaidAlreadyGetsTheOrderWithoutTheDiscount(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        [$first, $second] = [$this->cart([1 => 2], 'ann@example.org'), $this->cart([1 => 1], 'bob@example.org')];
        $this->enter($first, 'ONCE');
        $this->enter($second, 'ONCE');
        $this->outrun($second, fn () => $this->order($first));
        $order = \Payment::validateOrder('some_card', $second->id);
        self::assertSame([0.0, 0.0, 22.94], [$order->total_discounts_tax_incl, $order->total_discounts_tax_excl, $order->total_paid]);
        self::assertSame(1, $this->used('ONCE'));
        self::assertStringContainsString('ordered without the code ONCE', implode("\n", array_column(Platform::$log, 'message')));
    }

    public function testACodeThatPrestaShopTookOutOnTheWayIsToldToo(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        [$first, $second] = [$this->cart([1 => 2], 'ann@example.org'), $this->cart([1 => 1], 'bob@example.org')];
        $this->enter($first, 'ONCE');
        $this->enter($second, 'ONCE');
        $this->order($first);
        $this->visit($second);
        (new \FrontController())->init();
        $second->update();
        self::assertSame([], $second->rules);
        $this->expectException(\Redirected::class);
        $this->expectExceptionMessage('the code ONCE no longer applies. This code cannot be used.');
        \Payment::validateOrder('ps_wirepayment', $second->id);
    }

    public function testAGuestIsKnownByTheAddress(): void
    {
        $this->save(['code' => 'EACH', 'type' => 'VALUE', 'value' => 5, 'hasQuantityPerUser' => true, 'quantityPerUser' => 1]);
        $first = $this->cart([1 => 1], 'ann@example.org');
        $this->enter($first, 'EACH');
        $this->order($first);
        $again = $this->cart([1 => 1], 'Ann@Example.org');
        self::assertNotSame([], $this->enter($again, 'EACH'));
        self::assertSame([], $this->enter($this->cart([1 => 1], 'bob@example.org'), 'EACH'));
    }

    public function testACancelledOrderGivesTheUseBackOnce(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        $cart = $this->cart([1 => 2], 'ann@example.org');
        $this->enter($cart, 'ONCE');
        $order = $this->order($cart);
        $order->changeState(6);
        self::assertSame(0, $this->used('ONCE'));
        $order->changeState(6);
        self::assertSame(0, $this->used('ONCE'));
        self::assertSame([], $this->enter($this->cart([1 => 1]), 'ONCE'));
    }

    public function testAShopMayKeepTheUsesOfCancelledOrders(): void
    {
        Settings::save([Settings::RELEASE => '0']);
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        $cart = $this->cart([1 => 2], 'ann@example.org');
        $this->enter($cart, 'ONCE');
        $this->order($cart)->changeState(6);
        self::assertSame(1, $this->used('ONCE'));
    }

    public function testTheAmountsOfAnOrderStayWhateverBecomesOfTheCode(): void
    {
        $this->save(['code' => 'ONCE', 'type' => 'VALUE', 'value' => 5] + self::ONCE);
        $cart = $this->cart([1 => 2], 'ann@example.org');
        $this->enter($cart, 'ONCE');
        $this->order($cart);
        $this->visit($cart);
        self::assertSame(5.0, $cart->getOrderTotal(true, \Cart::ONLY_DISCOUNTS));
        self::assertTrue($cart->getCartRules()[0]['obj']->checkValidity(\Context::getContext(), true, false));
    }

    public function testACartThatBecomesSeveralOrdersGoesWithoutCodes(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([1 => 1, 2 => 1], 'ann@example.org');
        $this->enter($cart, 'TEN');
        $this->visit($cart);
        $this->expectException(\Redirected::class);
        $this->expectExceptionMessage('several parcels');
        \Payment::validateOrder('ps_wirepayment', $cart->id, array_slice($cart->getProducts(), 0, 1));
    }

    public function testWithoutTheStoreNoOrderHasTheDiscount(): void
    {
        $this->save(['code' => 'TEN', 'type' => 'PERCENTAGE', 'value' => 10]);
        $cart = $this->cart([1 => 1], 'ann@example.org');
        $this->enter($cart, 'TEN');
        $this->db->run('RENAME TABLE remise_code TO elsewhere');
        try {
            $this->order($cart);
            self::fail('an order was made with a code that nobody could check');
        } catch (\Redirected $told) {
            self::assertStringContainsString('This code cannot be checked at the moment.', $told->getMessage());
        }
        self::assertSame([], Platform::rows('Order'));
        self::assertNotSame([], array_filter(Platform::$log, static fn (array $line): bool => $line['severity'] === 3));
    }

    /** The second customer's page is made, and the code looked at; then somebody else orders; then the order of this page comes. */
    private function outrun(\Cart $second, \Closure $meanwhile): void
    {
        $this->visit($second);
        $module = Platform::$module;
        $cart = new \Cart($second->id);
        \Context::$context->cart = $cart;
        $cart->getOrderTotal(true, \Cart::BOTH);
        $meanwhile();
        Till::open();
        [Platform::$module, \Context::$context->cart] = [$module, $cart];
    }
}
