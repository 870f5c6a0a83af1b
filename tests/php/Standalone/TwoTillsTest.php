<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** The same code at several tills at once: as many discounts as there are uses, and nobody loses a cart. */
class TwoTillsTest extends ShopTest
{
    private const ROUNDS = 8;

    public function testOneUseAtFourTills(): void
    {
        for ($round = 1; $round <= self::ROUNDS; $round++) {
            $this->round("TILL-$round", 4, ['hasQuantity' => true, 'quantity' => 1, 'availableQuantity' => 1], 1);
        }
    }

    public function testThreeUsesAtFourTills(): void
    {
        for ($round = 1; $round <= self::ROUNDS; $round++) {
            $this->round("THREE-$round", 4, ['hasQuantity' => true, 'quantity' => 3, 'availableQuantity' => 3], 3);
        }
    }

    public function testOneUseForEachBuyer(): void
    {
        for ($round = 1; $round <= self::ROUNDS; $round++) {
            $this->round("MINE-$round", 4, ['hasQuantityPerUser' => true, 'quantityPerUser' => 1], 1, "same-$round@example.org");
        }
    }

    /** @param array<string, mixed> $terms */
    private function round(string $code, int $tills, array $terms, int $granted, ?string $email = null): void
    {
        self::assertSame(200, self::$shop->save(['id' => $code, 'code' => $code, 'value' => 5] + $terms)->status);
        $visitors = [];
        for ($till = 0; $till < $tills; $till++) {
            $visitors[] = $visitor = $this->shopper();
            self::assertSame('applied', $this->enter($visitor, $code)['coupons'][0]['answer']);
            $visitor->get('/checkout');
        }
        $forms = array_map(static fn (Visitor $visitor, int $till): array => [
            $visitor,
            '/checkout',
            ['email' => $email ?? "till-$till@example.org", 'country' => 'BR'],
        ], $visitors, array_keys($visitors));
        $replies = Visitor::together($forms);
        self::assertSame($granted, count(array_filter($replies, static fn (Reply $reply): bool => $reply->status === 303)));
        foreach ($replies as $till => $reply) {
            if ($reply->status === 303) {
                self::assertStringContainsString($code, $visitors[$till]->get($reply->header('location'))->text());
                continue;
            }
            self::assertSame(409, $reply->status, $reply->text());
            self::assertStringContainsString('The coupon could not be used.', $reply->text());
            self::assertStringContainsString('Serra espresso', $visitors[$till]->get('/cart')->text());
            $without = $visitors[$till]->post('/checkout', ['email' => 'x@example.org', 'country' => 'BR', 'without' => $reply->without()]);
            self::assertSame(303, $without->status);
        }
    }
}
