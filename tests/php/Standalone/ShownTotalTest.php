<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Bridge\Sql\Connection;
use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** Nobody is charged a total that was not on the page whose button was pressed. */
final class ShownTotalTest extends ShopTest
{
    /** A lamp with PAPER5 is 84.00; shipping is 5.90 to Germany, which stands first, and 4.90 to Portugal. */
    public function testAnotherCountryIsAskedAboutAndPlacedAtTheSecondPress(): void
    {
        $visitor = $this->atCheckout();
        self::assertSame('8990', $visitor->total);
        $asked = $this->press($visitor, 'PT');
        $this->assertAsked($asked, '€88.90');
        self::assertSame('8890', $visitor->total);
        self::assertStringContainsString('<option value="PT" selected>', $asked->body);
        self::assertStringContainsString('value="ann@example.org"', $asked->body);
        self::assertSame([], $this->totals());
        self::assertStringContainsString('Total€88.90', $visitor->get('/cart')->text());

        self::assertSame(303, $this->press($visitor, 'PT')->status);
        self::assertSame([8890], $this->totals());
    }

    public function testSoIsAnotherTabAndAnotherCode(): void
    {
        $before = count($this->totals());
        $visitor = $this->atCheckout();
        $visitor->json('POST', '/cart/lines', ['line' => 'lamp-dobra', 'quantity' => 2]);
        $this->assertAsked($this->press($visitor, 'DE'), '€178.90');
        $visitor->post('/cart/coupon/remove', []);
        $this->assertAsked($this->press($visitor, 'DE'), '€183.90');
        foreach (['', '18390x', '0'] as $total) {
            $this->assertAsked($this->press($visitor, 'DE', ['totalMinor' => $total]), '€183.90');
        }
        self::assertCount($before, $this->totals());
        self::assertSame(303, $this->press($visitor, 'DE')->status);
        self::assertSame(18390, $this->totals()[$before]);
    }

    public function testTheScriptPricesAnotherCountryAtOnce(): void
    {
        $visitor = $this->atCheckout();
        $priced = $visitor->json('POST', '/cart/country', ['country' => 'PT'])->json();
        self::assertSame([490, 8890, '€88.90'], [$priced['shippingMinor'], $priced['totalMinor'], $priced['totalText']]);
        self::assertSame(303, $this->press($visitor, 'PT', ['totalMinor' => (string) $priced['totalMinor']])->status);
        foreach ([['country' => 'XX'], ['country' => 1], ['country' => 'BR'], [], ['country' => 'PT', 'more' => 1]] as $faulty) {
            self::assertSame(400, $visitor->json('POST', '/cart/country', $faulty)->status, json_encode($faulty));
        }
        self::assertSame(403, $visitor->json('POST', '/cart/country', ['country' => 'PT'], ['x-csrf-token' => 'x'])->status);
    }

    public function testAWrongAddressDoesNotLoseTheCountry(): void
    {
        $visitor = $this->atCheckout();
        $reply = $this->press($visitor, 'PT', ['email' => 'nonsense']);
        self::assertSame(422, $reply->status);
        self::assertStringContainsString('<option value="PT" selected>', $reply->body);
        self::assertSame(['8890', 303], [$visitor->total, $this->press($visitor, 'PT')->status]);
    }

    private function atCheckout(): Visitor
    {
        $visitor = $this->shopper('EUR', '', 'lamp-dobra');
        $visitor->post('/cart/coupon', ['code' => 'PAPER5']);
        $visitor->get('/checkout');

        return $visitor;
    }

    /** @param array<string, string> $more */
    private function press(Visitor $visitor, string $country, array $more = []): Reply
    {
        return $visitor->post('/checkout', $more + ['email' => 'ann@example.org', 'country' => $country]);
    }

    private function assertAsked(Reply $reply, string $total): void
    {
        self::assertSame(409, $reply->status);
        self::assertStringContainsString("The total is now $total; please check and confirm.", $reply->text());
        self::assertStringContainsString("Total$total", $reply->text());
    }

    /** @return list<int> of all orders */
    private function totals(): array
    {
        $db = Connection::open('sqlite:' . self::$shop->data->file('shop.sqlite'));

        return array_column($db->rows('SELECT total_minor FROM shop_order ORDER BY number'), 'total_minor');
    }
}
