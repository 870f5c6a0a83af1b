<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** A gift is in the cart, on the checkout page and in the order, for nothing. */
final class GiftTest extends ShopTest
{
    public function testAGiftComesAlongAndStaysInTheOrder(): void
    {
        $visitor = $this->withKettles();
        $priced = $this->enter($visitor, 'INKGIFT');
        self::assertSame([[
            'code' => 'INKGIFT', 'product' => 'ink-atlantico', 'name' => 'Atlântico ink', 'units' => 1,
            'image' => '/assets/goods/ink-atlantico.svg', 'totalText' => '€0.00',
        ]], $priced['gifts']);
        self::assertSame(0, $priced['discountMinor']);
        $free = '/Atlântico ink.*1\s*×\s*free with INKGIFT\s*€0\.00/s';
        self::assertMatchesRegularExpression($free, $visitor->get('/cart')->text());
        self::assertMatchesRegularExpression('/1 ×\s*Atlântico ink, free with INKGIFT\s*€0\.00/', $visitor->get('/checkout')->text());
        $order = $visitor->get($this->order($visitor, 'gift@example.org', ['country' => 'DE'])->header('location'))->text();
        self::assertMatchesRegularExpression('/Atlântico ink\s*€0\.00\s*1\s*free with INKGIFT\s*€0\.00/', $order);
    }

    public function testOfOneThatIsBoughtAlreadyOneIsFree(): void
    {
        $visitor = $this->withKettles(['ink-atlantico' => 2]);
        $priced = $this->enter($visitor, 'INKGIFT');
        self::assertSame([], $priced['gifts']);
        self::assertGreaterThan(0, $priced['discountMinor']);
    }

    public function testAGiftGoesWithWhatAskedForIt(): void
    {
        $visitor = $this->withKettles();
        $this->enter($visitor, 'INKGIFT');
        self::assertSame([], $visitor->json('DELETE', '/cart/coupon', ['code' => 'INKGIFT'])->json()['gifts']);
        self::assertStringNotContainsString('free with INKGIFT', $visitor->get('/cart')->text());
    }

    public function testAGiftThatHasLeftTheCatalogueIsNamedAsTheCouponNamesIt(): void
    {
        self::$shop->save(['id' => 'gone', 'code' => 'GONE', 'discounts' => [['kind' => 'gift', 'product' => '<b>gone</b>', 'units' => 2]]]);
        $visitor = $this->withKettles();
        $gift = $this->enter($visitor, 'GONE')['gifts'][0];
        self::assertSame(['<b>gone</b>', 2, false], [$gift['name'], $gift['units'], isset($gift['image'])]);
        self::assertStringContainsString('&lt;b&gt;gone&lt;/b&gt;', $visitor->get('/cart')->body);
    }

    /** @param array<string, int> $more quantities by product */
    private function withKettles(array $more = []): Visitor
    {
        $visitor = $this->shopper('EUR', '', 'kettle-cisne');
        foreach (['kettle-cisne' => 1] + $more as $product => $quantity) {
            $visitor->post('/cart/add', ['product' => $product, 'quantity' => (string) $quantity]);
        }

        return $visitor;
    }
}
