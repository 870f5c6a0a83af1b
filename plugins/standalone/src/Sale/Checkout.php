<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Engine;
use Remise\Bridge\Sql\Connection;

/** Turns a cart into an order. */
final class Checkout
{
    public function __construct(
        private readonly Connection $db,
        private readonly Engine $engine,
        private readonly Catalogue $catalogue,
        private readonly Prices $prices,
        private readonly Orders $orders,
        private readonly ProductVouchers $vouchers,
    ) {
    }

    /**
     * The uses of the codes, the order, its codes, lines and gifts: all of it or nothing. Sent twice with one id it is one order.
     *
     * @param string $shownMinor the total on the page whose button was pressed
     *
     * @return string the order's id: another one when somebody else's order has it
     *
     * @throws Refused when one of the codes does not apply at this moment; the cart is left as it was
     * @throws Changed when the total is another by now; likewise
     */
    public function place(string $id, Visit $visit, string $shownMinor): string
    {
        return $this->db->transaction(function () use ($id, $visit, $shownMinor): string {
            if ($this->orders->find($id) !== null) {
                if (in_array($id, $visit->orders(), true)) {
                    return $id;
                }
                $id = $this->orders->newId();
            }
            $priced = $this->prices->priced($visit);
            // Which refusals stand in the way is the engine's word; what is thrown afterwards gives the uses back.
            if ($visit->codes() !== []) {
                $this->redeem($id, $visit, $priced);
            }
            if ((string) $priced['totalMinor'] !== $shownMinor) {
                throw new Changed($priced['totalText']);
            }
            $this->orders->write(
                $this->order($id, $visit, $priced),
                $this->lines($visit, $priced),
                self::codes($priced),
                self::gifts($priced),
            );

            return $id;
        });
    }

    /** @param array<string, mixed> $priced */
    private function redeem(string $id, Visit $visit, array $priced): void
    {
        $answer = $this->engine->call([
            'verb' => 'redeem',
            'key' => $id,
            'codes' => $visit->codes(),
            'cart' => $this->prices->cart($visit),
            'locale' => $visit->locale(),
        ]);
        if ($answer['answer'] === 'rejected') {
            throw new Refused("order `$id`: {$answer['code']} was refused");
        }
        $applied = Prices::answered('redeemed', $answer)['applied'];
        // The texts are the price's, the use is the redemption's; within this transaction they are of the same facts.
        if ([$applied['discountMinor'], $applied['totalMinor']] !== [$priced['discountMinor'], $priced['totalMinor']]) {
            throw new \LogicException("order `$id` was priced and redeemed differently");
        }
    }

    /** @param array<string, mixed> $priced @return array<string, null|int|string> */
    private function order(string $id, Visit $visit, array $priced): array
    {
        return [
            'id' => $id,
            'customer' => $visit->customer()?->id ?? '',
            'name' => $visit->customer()?->name ?? '',
            'email' => Orders::address($visit->email()),
            'country' => $visit->country(),
            'currency' => $priced['currency'],
            'subtotal_minor' => $priced['subtotalMinor'],
            'subtotal_text' => $priced['subtotalText'],
            'shipping_minor' => $priced['shippingMinor'],
            'shipping_text' => $priced['shippingText'],
            'discount_minor' => $priced['discountMinor'],
            'discount_text' => $priced['discountText'],
            'total_minor' => $priced['totalMinor'],
            'total_text' => $priced['totalText'],
        ];
    }

    /** @param array<string, mixed> $priced @return list<array<string, int|string>> */
    private static function codes(array $priced): array
    {
        return array_map(static fn (array $share): array => [
            'code' => $share['code'],
            'discount_minor' => $share['discountMinor'],
            'discount_text' => $share['discountText'],
        ], Codes::applied($priced));
    }

    /** @param array<string, mixed> $priced @return list<array<string, int|string>> */
    private static function gifts(array $priced): array
    {
        return array_map(static fn (array $gift): array => [
            'code' => $gift['code'],
            'product' => $gift['product'],
            'name' => $gift['name'],
            'units' => $gift['units'],
            'total_text' => $gift['totalText'],
        ], $priced['gifts']);
    }

    /** @param array<string, mixed> $priced @return list<array<string, null|int|string>> */
    private function lines(Visit $visit, array $priced): array
    {
        $lines = [];
        foreach ($priced['lines'] as $line) {
            $vouchers = $this->vouchers->of($line['id']);
            $lines[] = [
                'voucher_codes' => $vouchers['codes'] ?? null,
                'voucher_template' => $vouchers['template'] ?? null,
                'product' => $line['id'],
                'name' => $this->catalogue->product($line['id'])?->name ?? $line['id'],
                'quantity' => $visit->cart()[$line['id']],
                'unit_price_text' => $line['unitPriceText'],
                'total_minor' => $line['totalMinor'],
                'total_text' => $line['totalText'],
                'discount_minor' => $line['discountMinor'],
                'discount_text' => $line['discountText'],
            ];
        }

        return $lines;
    }
}
