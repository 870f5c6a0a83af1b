<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** A cart with several codes: shown, ordered and given back together. */
class SeveralCodesTest extends ShopTest
{
    public function testCodesAreAddedOneAfterTheOtherAndRemovedOneByOne(): void
    {
        $visitor = $this->atTheDesk();
        foreach (['paper 5', 'SHIPFREE', 'desk3', 'nosuch'] as $code) {
            $priced = $this->enter($visitor, $code);
        }
        // 3 × 14.90; the third is free, five are off, and so is the shipping to Germany.
        self::assertSame(['PAPER5' => '€5.00', 'DESK3' => '€14.90', 'SHIPFREE' => '€5.90'], self::discounts($priced));
        self::assertSame([4470, 2580, 2480], [$priced['subtotalMinor'], $priced['discountMinor'], $priced['totalMinor']]);
        self::assertSame(['not_valid'], self::refusals($priced)['nosuch']);
        $left = $visitor->json('DELETE', '/cart/coupon', ['code' => 'DESK3'])->json();
        self::assertSame(['PAPER5', 'SHIPFREE'], array_keys(self::discounts($left)));
        self::assertSame([], $visitor->json('DELETE', '/cart/coupon')->json()['coupons']);
        self::assertSame(400, $visitor->json('DELETE', '/cart/coupon', ['code' => 5])->status);
    }

    public function testWhatWasLostToAnotherCodeSaysToWhich(): void
    {
        $visitor = $this->atTheDesk();
        $this->enter($visitor, 'PAPER5');
        $priced = $this->enter($visitor, 'SOLO20');
        self::assertSame(['SOLO20'], array_keys(self::discounts($priced)));
        self::assertSame(['exclusive'], self::refusals($priced)['PAPER5']);
        self::assertStringContainsString('PAPER5 This code cannot be combined with SOLO20.', $visitor->get('/cart')->text());
        // It is in nobody's way: the order has the one that applies.
        $order = $visitor->get($this->order($visitor, 'solo@example.org', ['country' => 'DE'])->header('location'))->text();
        self::assertStringContainsString('Coupon SOLO20', $order);
        self::assertStringNotContainsString('PAPER5', $order);
    }

    public function testACodeThatIsThereAlreadyIsToldAndKeptOnce(): void
    {
        $visitor = $this->atTheDesk();
        $this->enter($visitor, 'PAPER5');
        self::assertSame(['duplicate_code'], self::refusals($this->enter($visitor, 'paper-5'))['PAPER5']);
        self::assertCount(1, $this->enter($visitor, '')['coupons']);
    }

    /** The form's page is loaded anew, and the cart would show one entry without a word. */
    public function testWithoutJavaScriptACodeEnteredTwiceGetsItsSentence(): void
    {
        $visitor = $this->atTheDesk();
        foreach (['PAPER5', 'paper 5'] as $code) {
            $visitor->get('/cart');
            $visitor->post('/cart/coupon', ['code' => $code]);
            $pages[] = $visitor->get('/cart')->text();
        }
        self::assertStringNotContainsString('This code is in your cart already.', $pages[0]);
        self::assertStringContainsString('This code is in your cart already.', $pages[1]);
        self::assertStringNotContainsString('This code is in your cart already.', $visitor->get('/cart')->text());
    }

    public function testNoMoreAreKeptThanTheEngineComparesForTheBestDeal(): void
    {
        $this->site(['choose' => 'best']);
        $visitor = $this->atTheDesk();
        for ($number = 1; $number <= 14; $number++) {
            self::$shop->save(['id' => "n$number", 'code' => "N$number", 'type' => 'PERCENTAGE', 'value' => 1]);
            $priced = $this->enter($visitor, "N$number");
        }
        self::assertCount(10, $priced['coupons']);
        $this->site([]);
    }

    public function testAnOrderKeepsItsCodesTakesOneUseOfEachAndGivesAllBack(): void
    {
        $this->save('LEFT', 2);
        $this->save('RIGHT', 3);
        $visitor = $this->atTheDesk();
        $this->enter($visitor, 'LEFT');
        $this->enter($visitor, 'RIGHT');
        $visitor->get('/checkout');
        $id = $visitor->get('/checkout')->hidden('order');
        $form = ['email' => 'both@example.org', 'country' => 'DE', 'order' => $id];
        foreach ([1, 2] as $ignored) {
            self::assertSame("/orders/$id", $visitor->post('/checkout', $form)->header('location'));
        }
        self::assertSame(['LEFT' => 1, 'RIGHT' => 1], $this->uses('LEFT', 'RIGHT'));
        $page = $visitor->get("/orders/$id")->text();
        self::assertMatchesRegularExpression('/Coupon RIGHT.?−€3\.00.*Coupons together.?−€5\.00/', $page);
        self::assertStringContainsString('LEFT', $visitor->get('/orders')->text());

        $admin = self::$shop->admin();
        $admin->post("/admin/orders/$id/cancel", []);
        self::assertStringContainsString('its codes can be used again', $admin->get('/admin/orders')->text());
        self::assertSame(['LEFT' => 0, 'RIGHT' => 0], $this->uses('LEFT', 'RIGHT'));
    }

    public function testTheRefusalOfOneCodeTakesNoneAndKeepsTheOthers(): void
    {
        $this->save('STAYS', 2);
        $this->save('GONE', 3);
        $visitor = $this->atTheDesk();
        $this->enter($visitor, 'STAYS');
        $this->enter($visitor, 'GONE');
        $faster = $this->atTheDesk();
        $this->enter($faster, 'GONE');
        self::assertSame(303, $this->order($faster, 'faster@example.org', ['country' => 'DE'])->status);

        $refused = $this->order($visitor, 'slower@example.org', ['country' => 'DE']);
        self::assertSame(409, $refused->status);
        self::assertStringContainsString('The coupon could not be used. GONE: This code cannot be used.', $refused->text());
        self::assertSame(['STAYS' => 0, 'GONE' => 1], $this->uses('STAYS', 'GONE'));
        self::assertStringContainsString('Total€48.60', $refused->text());
        $without = ['email' => 'slower@example.org', 'country' => 'DE', 'without' => $refused->without()];
        $page = $visitor->get($visitor->post('/checkout', $without)->header('location'))->text();
        self::assertStringContainsString('Coupon STAYS', $page);
        self::assertStringNotContainsString('GONE', $page);
        self::assertSame(['STAYS' => 1, 'GONE' => 1], $this->uses('STAYS', 'GONE'));
    }

    /** As they were written before a cart could have several: the code in the order's own row, its use under the order's key. */
    public function testAnOrderOfTheTimeOfOneCodeIsShownAndCancelledAllTheSame(): void
    {
        $this->save('EARLY', 4);
        $visitor = $this->atTheDesk();
        $this->enter($visitor, 'EARLY');
        $id = basename($this->order($visitor, 'early@example.org', ['country' => 'DE'])->header('location'));
        $db = self::$shop->db();
        $db->run('DELETE FROM shop_order_code WHERE order_id = ?', [$id]);
        $db->run("UPDATE shop_order SET code = 'EARLY' WHERE id = ?", [$id]);
        self::assertMatchesRegularExpression('/Coupon EARLY.?−€4\.00/', $visitor->get("/orders/$id")->text());
        $admin = self::$shop->admin();
        self::assertStringContainsString('EARLY', $admin->get('/admin/orders')->text());
        $admin->post("/admin/orders/$id/cancel", []);
        self::assertSame(['EARLY' => 0], $this->uses('EARLY'));
    }

    /** A guest with three notebooks, delivered to Germany for 5.90. */
    private function atTheDesk(): Visitor
    {
        $visitor = $this->shopper('EUR', '', 'notebook-pauta');
        $visitor->post('/cart/lines', ['line' => 'notebook-pauta', 'quantity' => '3']);

        return $visitor;
    }

    /** Good for one use. */
    private function save(string $code, int $value): void
    {
        $terms = ['hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1];
        $saved = self::$shop->save(['id' => $code, 'code' => $code, 'value' => $value, 'currency' => 'EUR'] + $terms);
        self::assertSame(200, $saved->status, $saved->body);
    }

    /** @return array<string, int> */
    private function uses(string ...$codes): array
    {
        $coupons = self::$shop->admin()->json('GET', '/api/admin/coupons')->json()['coupons'];

        return array_replace(array_flip($codes), array_intersect_key(array_column($coupons, 'redeemed', 'code'), array_flip($codes)));
    }

    /** @param array<string, mixed> $priced @return array<string, string> */
    private static function discounts(array $priced): array
    {
        return array_column($priced['coupons'], 'discountText', 'code');
    }

    /** @param array<string, mixed> $priced @return array<string, list<string>> */
    private static function refusals(array $priced): array
    {
        $rejected = array_filter($priced['coupons'], static fn (array $coupon): bool => $coupon['answer'] === 'rejected');

        return array_map(static fn (array $reasons): array => array_column($reasons, 'reason'), array_column($rejected, 'reasons', 'code'));
    }
}
