<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;

/** The example of S, posted as it stands. */
final class SeedCouponTest extends ShopTest
{
    public function testItIsAcceptedAsItStands(): void
    {
        $reply = self::$shop->visitor()->json('POST', '/api/saveCoupon', self::SEED);
        self::assertSame(200, $reply->status, $reply->body);
        self::assertSame(['_writeTime'], array_keys($reply->json()));
        self::assertSame(['_seconds', '_nanoseconds'], array_keys($reply->json()['_writeTime']));
        self::assertEqualsWithDelta(time(), $reply->json()['_writeTime']['_seconds'], 5);
    }

    /** @depends testItIsAcceptedAsItStands */
    public function testADevCouponIsNothingToProduction(): void
    {
        $priced = $this->enter($this->shopper(), 'SIMPLES10');
        self::assertSame([0, ['not_valid']], [$priced['discountMinor'], self::reasons($priced)]);
    }

    /** @depends testADevCouponIsNothingToProduction */
    public function testItAppliesWhenTheShopIsSwitchedToDev(): void
    {
        $this->site(['env' => 'dev']);
        $priced = $this->enter($this->shopper(), 'SIMPLES10');
        self::assertSame([1000, 'applied'], [$priced['discountMinor'], $priced['coupons'][0]['answer']]);
        self::assertSame(['not_valid'], self::reasons($this->enter($this->shopper(), 'WELCOME10')));
        $this->site(['env' => 'prod']);
        self::assertSame(['not_valid'], self::reasons($this->enter($this->shopper(), 'SIMPLES10')));
    }

    /** @depends testItAppliesWhenTheShopIsSwitchedToDev */
    public function testInProductionItTakesTenReaisOffPreviewAndOrder(): void
    {
        $reply = self::$shop->visitor()->json('POST', '/api/saveCoupon', str_replace('"dev"', '"prod"', self::SEED));
        self::assertSame(200, $reply->status, $reply->body);
        $visitor = $this->shopper('BRL', '1');
        $priced = $this->enter($visitor, ' simples-10 ');
        self::assertSame([8990, 1000, 1990, 9980], [
            $priced['subtotalMinor'], $priced['discountMinor'], $priced['shippingMinor'], $priced['totalMinor'],
        ]);
        self::assertStringContainsString($priced['totalText'], $visitor->get('/cart')->body);
        $order = $visitor->get($this->order($visitor)->header('location'));
        self::assertSame(200, $order->status);
        self::assertStringContainsString('R$ 10,00', $order->text());
        self::assertStringContainsString('R$ 99,80', $order->text());
        self::assertStringContainsString('SIMPLES10', $order->text());
    }

    /** @depends testInProductionItTakesTenReaisOffPreviewAndOrder */
    public function testAWholesaleBuyerIsToldThatItIsNotForThem(): void
    {
        $visitor = $this->shopper('BRL', '2');
        $priced = $this->enter($visitor, 'SIMPLES10');
        self::assertSame([0, ['other_modality']], [$priced['discountMinor'], self::reasons($priced)]);
        $reply = $this->order($visitor);
        self::assertSame(409, $reply->status);
        self::assertStringContainsString('Nothing was ordered', $reply->text());
    }

    /** @depends testInProductionItTakesTenReaisOffPreviewAndOrder */
    public function testAnotherCurrencyIsRefused(): void
    {
        self::assertSame(['other_currency'], self::reasons($this->enter($this->shopper('EUR', '1'), 'SIMPLES10')));
    }
}
