<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** From the cart to the order and back. */
class CheckoutTest extends ShopTest
{
    protected function setUp(): void
    {
        $this->forgetTries();
    }

    public function testWithoutJavaScriptTheFormTellsTheSame(): void
    {
        $visitor = $this->shopper('EUR', '1', 'lamp-dobra');
        self::assertSame('/cart#coupon', $visitor->post('/cart/coupon', ['code' => 'paper 5'])->header('location'));
        $page = $visitor->get('/cart')->text();
        self::assertStringContainsString('PAPER5 is applied: €5.00 off', $page);
        self::assertStringContainsString('Total€89.90', $page);
        $visitor->post('/cart/coupon', ['code' => 'NOSUCHCODE']);
        $page = $visitor->get('/cart')->text();
        self::assertMatchesRegularExpression('/PAPER5 is applied.*NOSUCHCODE This code cannot be used\./', $page);
        $visitor->post('/cart/coupon/remove', ['code' => 'NOSUCHCODE']);
        $page = $visitor->get('/cart')->text();
        self::assertStringNotContainsString('NOSUCHCODE', $page);
        self::assertStringContainsString('PAPER5 is applied', $page);
        $visitor->post('/cart/coupon/remove', []);
        self::assertStringNotContainsString('PAPER5', $visitor->get('/cart')->body);
    }

    public function testAFormOfTheCartChangesNothingButItsLines(): void
    {
        $visitor = $this->shopper();
        foreach (['no-such-thing', 'lamp-dobra'] as $line) {
            self::assertSame('/cart', $visitor->post('/cart/lines', ['line' => $line, 'quantity' => '1'])->header('location'));
            self::assertStringContainsString('That was not in your cart any more', $visitor->get('/cart')->text());
        }
        foreach (['', '-1', 'x', '1.5'] as $quantity) {
            $visitor->post('/cart/lines', ['line' => 'espresso-serra', 'quantity' => $quantity]);
        }
        self::assertStringContainsString('Cart 1 items', $visitor->get('/cart')->text());
        $visitor->post('/cart/lines', ['line' => 'espresso-serra', 'quantity' => '2']);
        self::assertStringContainsString('Cart 2 items', $visitor->get('/cart')->text());
        $visitor->post('/cart/lines', ['line' => 'espresso-serra', 'quantity' => '0']);
        self::assertStringContainsString('There is nothing in it yet', $visitor->get('/cart')->text());
        self::assertSame('/cart', $visitor->get('/checkout')->header('location'));
    }

    public function testAQuantityIsCutBeforeItIsAdded(): void
    {
        $visitor = $this->shopper();
        foreach ([1, 2] as $ignored) {
            $more = ['product' => 'espresso-serra', 'quantity' => '9223372036854775807'];
            self::assertSame(303, $visitor->post('/cart/add', $more)->status);
        }
        self::assertStringContainsString('Cart 999 items', $visitor->get('/cart')->text());
        $visitor->json('POST', '/cart/lines', ['line' => 'espresso-serra', 'quantity' => PHP_INT_MAX]);
        self::assertStringContainsString('Cart 999 items', $visitor->get('/cart')->text());
    }

    /** As after a product was taken out of the catalogue. */
    public function testNothingIsNotOrdered(): void
    {
        $visitor = $this->shopper();
        $visitor->get('/checkout');
        foreach (glob(self::$shop->data->file('sessions/sess_*')) ?: [] as $file) {
            file_put_contents($file, strtr((string) file_get_contents($file), ['espresso-serra' => 'espresso-perra']));
        }
        self::assertSame('/cart', $visitor->get('/checkout')->header('location'));
        self::assertSame('/cart', $visitor->post('/checkout', ['email' => 'a@example.org', 'country' => 'BR'])->header('location'));
        self::assertStringContainsString('There is nothing in it yet', $visitor->get('/cart')->text());
    }

    public function testTheScriptGetsPricedAnswers(): void
    {
        $visitor = $this->shopper('EUR', '1', 'brush-faia');
        $priced = $this->enter($visitor, 'PAPER5');
        self::assertSame(['below_minimum'], self::reasons($priced));
        self::assertSame(3210, $priced['coupons'][0]['reasons'][0]['missing']);
        $more = $visitor->json('POST', '/cart/lines', ['line' => 'brush-faia', 'quantity' => 6])->json();
        self::assertSame([4740, 500], [$more['subtotalMinor'], $more['discountMinor']]);
        $without = $visitor->json('DELETE', '/cart/coupon')->json();
        self::assertSame(0, $without['discountMinor']);
        self::assertSame([], $without['coupons']);
        $empty = $visitor->json('POST', '/cart/lines', ['line' => 'brush-faia', 'quantity' => 0])->json();
        self::assertSame([0, []], [$empty['totalMinor'], $empty['lines']]);
    }

    /** @dataProvider faultyLines */
    public function testAFaultyRequestIsToldByItsPath(string $method, string $path, mixed $body, string $told): void
    {
        $reply = $this->shopper()->json($method, $path, $body);
        self::assertSame(400, $reply->status);
        self::assertStringStartsWith($told, $reply->json()['message']);
    }

    /** @return array<string, array{string, string, mixed, string}> */
    public static function faultyLines(): array
    {
        return [
            'bad JSON' => ['POST', '/cart/lines', '{"line"', '$: the body is not JSON'],
            'a list' => ['POST', '/cart/lines', '[1]', '$: an object'],
            'unknown field' => ['POST', '/cart/lines', ['line' => 'x', 'quantity' => 1, 'price' => 1], '$.price: '],
            'missing field' => ['POST', '/cart/lines', ['line' => 'espresso-serra'], '$.quantity: '],
            'wrong type' => ['POST', '/cart/lines', ['line' => 'espresso-serra', 'quantity' => '2'], '$.quantity: '],
            'unknown line' => ['POST', '/cart/lines', ['line' => 'lamp-dobra', 'quantity' => 2], '$.line: '],
            'code of a wrong type' => ['POST', '/cart/coupon', ['code' => 5], '$.code: '],
        ];
    }

    public function testAFormSentTwiceIsOneOrder(): void
    {
        $visitor = $this->shopper();
        $visitor->get('/checkout');
        $id = $visitor->get('/checkout')->hidden('order');
        $form = ['email' => 'twice@example.org', 'country' => 'BR', 'order' => $id];
        $first = $visitor->post('/checkout', $form);
        $second = $visitor->post('/checkout', $form);
        self::assertSame(["/orders/$id", "/orders/$id"], [$first->header('location'), $second->header('location')]);
        self::assertSame(1, substr_count(self::$shop->admin()->get('/admin/orders')->body, 'twice@example.org'));
    }

    public function testAnOrderNumberThatIsSomebodyElsesIsDrawnAgain(): void
    {
        $visitor = $this->shopper();
        $number = $visitor->get('/checkout')->hidden('order');
        self::assertMatchesRegularExpression('/\AG(-[0-9A-F]{4}){4}\z/', $number);
        $theirs = $this->shopper();
        $old = basename($this->order($theirs, 'stranger@example.org')->header('location'));
        $db = self::$shop->db();
        $db->run('UPDATE shop_order SET id = ? WHERE id = ?', [$number, $old]);
        $placed = $this->order($visitor, 'mine@example.org')->header('location');
        self::assertNotSame("/orders/$number", $placed);
        self::assertStringContainsString('mine@example.org', $visitor->get($placed)->text());
        self::assertSame(404, $visitor->get("/orders/$number")->status);
    }

    public function testAGuestMustGiveAnAddress(): void
    {
        $visitor = $this->shopper();
        $reply = $this->order($visitor, 'nonsense');
        self::assertSame(422, $reply->status);
        self::assertStringContainsString('Enter an e-mail address', $reply->text());
        self::assertSame(422, $this->order($visitor, 'a@example.org', ['country' => 'XX'])->status);
    }

    public function testAUseIsTakenWithTheOrderAndGivenBackWhenItIsCancelled(): void
    {
        $once = ['id' => 'once', 'code' => 'ONCE', 'value' => 7, 'hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1];
        self::assertSame(200, self::$shop->save($once)->status);
        $first = $this->shopper();
        $this->enter($first, 'ONCE');
        $order = basename($this->order($first)->header('location'));

        $second = $this->shopper();
        self::assertSame(['not_valid'], self::reasons($this->enter($second, 'ONCE')));
        $refused = $this->order($second);
        self::assertSame(409, $refused->status);
        self::assertStringContainsString('Nothing was ordered', $refused->text());
        self::assertStringContainsString('Serra espresso', $second->get('/cart')->text());

        $admin = self::$shop->admin();
        self::assertSame([0, 1], $this->usesLeftAndTaken($admin, 'ONCE'));
        self::assertSame(303, $admin->post("/admin/orders/$order/pay", [])->status);
        self::assertStringContainsString('is paid', $admin->get('/admin/orders')->text());
        $admin->post("/admin/orders/$order/cancel", []);
        self::assertStringContainsString('is cancelled; its code can be used again.', $admin->get('/admin/orders')->text());
        $admin->post("/admin/orders/$order/cancel", []);
        self::assertStringContainsString('was changed meanwhile', $admin->get('/admin/orders')->text());

        self::assertSame([1, 0], $this->usesLeftAndTaken($admin, 'ONCE'));
        self::assertSame('applied', $this->enter($second, 'ONCE')['coupons'][0]['answer']);
        self::assertSame(303, $this->order($second)->status);
        self::assertSame(409, $this->order($this->shopperWith('ONCE'))->status);
    }

    public function testNoCodeIsSpokenOfWhereThereWasNone(): void
    {
        $order = basename($this->order($this->shopper())->header('location'));
        $admin = self::$shop->admin();
        $admin->post("/admin/orders/$order/cancel", []);
        self::assertStringContainsString("Order $order is cancelled. ", $admin->get('/admin/orders')->text());
    }

    public function testOneCanOrderWithoutTheCode(): void
    {
        $visitor = $this->shopperWith('NOSUCHCODE');
        self::assertSame(409, $this->order($visitor)->status);
        $order = $visitor->get($this->order($visitor, 'carla@example.org', ['without' => 'NOSUCHCODE'])->header('location'));
        self::assertStringContainsString('R$ 109,80', $order->text());
        self::assertStringNotContainsString('NOSUCHCODE', $order->text());
    }

    public function testAFirstOrderIsTheFirstOnly(): void
    {
        $visitor = $this->shopper('BRL', '1');
        self::assertSame(899, $this->enter($visitor, 'WELCOME10')['discountMinor']);
        self::assertSame(303, $this->order($visitor)->status);
        self::assertSame(0, $this->enter($this->shopper('BRL', '1'), 'WELCOME10')['discountMinor']);
    }

    /** Somebody who ordered as a guest and then signs in has ordered before, and the other way round. */
    public function testAFirstOrderIsTheFirstOfAccountAndAddressTogether(): void
    {
        self::assertSame(899, $this->enter($this->shopper('BRL', '2'), 'WELCOME10')['discountMinor']);
        self::assertSame(303, $this->order($this->shopper(), 'Bruno@Example.ORG')->status);
        self::assertSame(0, $this->enter($this->shopper('BRL', '2'), 'WELCOME10')['discountMinor']);
        self::assertSame(303, $this->order($this->shopper('BRL', '1'))->status);
        self::assertSame(409, $this->order($this->shopperWith('WELCOME10'), 'ANA@example.org')->status);
        // Who it is, and so that it is a first order, is known only with the address: the discount is new to the page.
        $new = $this->shopperWith('WELCOME10');
        $asked = $this->order($new, 'new@example.org');
        self::assertStringContainsString('The total is now R$ 100,81;', $asked->text());
        self::assertSame(303, $this->order($new, 'new@example.org')->status);
    }

    public function testAGuestIsKnownByTheAddressAtPlacement(): void
    {
        $two = ['id' => 'two', 'code' => 'TWO', 'value' => 2, 'hasQuantityPerUser' => true, 'quantityPerUser' => 1];
        self::$shop->save($two);
        self::assertSame(303, $this->order($this->shopperWith('TWO'), 'Dora@Example.org')->status);
        $again = $this->order($this->shopperWith('TWO'), 'dora@example.org');
        self::assertSame(409, $again->status);
        self::assertSame(303, $this->order($this->shopperWith('TWO'), 'eva@example.org')->status);
    }

    public function testAnOrderIsShownToItsCustomerOnly(): void
    {
        $visitor = $this->shopper();
        $path = $this->order($visitor)->header('location');
        self::assertSame(200, $visitor->get($path)->status);
        self::assertStringContainsString(basename($path), $visitor->get('/orders')->text());
        self::assertSame(404, self::$shop->visitor()->get($path)->status);
        self::assertSame(200, self::$shop->admin()->get($path)->status);
    }

    /** @return array{int, int} */
    private function usesLeftAndTaken(Visitor $admin, string $code): array
    {
        $coupons = array_column($admin->json('GET', '/api/admin/coupons')->json()['coupons'], null, 'code');

        return [$coupons[$code]['availableQuantity'], $coupons[$code]['redeemed']];
    }

    private function shopperWith(string $code): Visitor
    {
        $visitor = $this->shopper();
        $visitor->post('/cart/coupon', ['code' => $code]);

        return $visitor;
    }
}
