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
    ) {
    }

    /**
     * The use of the code, the order and its lines: all of it or nothing. Sent twice with one id it is one order.
     *
     * @param string $shownMinor the total on the page whose button was pressed
     *
     * @return string the order's id: another one when somebody else's order has it
     *
     * @throws Refused when the code does not apply at this moment; the cart is left as it was
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
            if (($priced['coupon']['answer'] ?? '') === 'rejected') {
                throw new Refused($priced['coupon']['reasons']);
            }
            if ((string) $priced['totalMinor'] !== $shownMinor) {
                throw new Changed($priced['totalText']);
            }
            $applied = $visit->code() === '' ? null : $this->redeem($id, $visit, $priced);
            $this->orders->write($this->order($id, $visit, $priced, $applied), $this->lines($visit, $priced));

            return $id;
        });
    }

    /** @param array<string, mixed> $priced @return array<string, mixed> */
    private function redeem(string $id, Visit $visit, array $priced): array
    {
        $answer = $this->engine->call([
            'verb' => 'redeem',
            'key' => $id,
            'code' => $visit->code(),
            'cart' => $this->prices->cart($visit),
            'locale' => $visit->locale(),
        ]);
        if ($answer['answer'] === 'rejected') {
            throw new Refused($answer['reasons']);
        }
        $applied = Prices::answered('redeemed', $answer)['applied'];
        // The texts are the price's, the use is the redemption's; within this transaction they are of the same facts.
        if ([$applied['discountMinor'], $applied['totalMinor']] !== [$priced['discountMinor'], $priced['totalMinor']]) {
            throw new \LogicException("order `$id` was priced and redeemed differently");
        }

        return $applied;
    }

    /**
     * @param array<string, mixed>      $priced
     * @param null|array<string, mixed> $applied
     *
     * @return array<string, null|int|string>
     */
    private function order(string $id, Visit $visit, array $priced, ?array $applied): array
    {
        return [
            'id' => $id,
            'customer' => $visit->customer()?->id ?? '',
            'name' => $visit->customer()?->name ?? '',
            'email' => Orders::address($visit->email()),
            'country' => $visit->country(),
            'currency' => $priced['currency'],
            'code' => $applied['code'] ?? null,
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

    /** @param array<string, mixed> $priced @return list<array<string, null|int|string>> */
    private function lines(Visit $visit, array $priced): array
    {
        $lines = [];
        foreach ($priced['lines'] as $line) {
            $lines[] = [
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
