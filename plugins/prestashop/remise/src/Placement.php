<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Engine;

/**
 * The uses of a cart's codes while it becomes an order: held before PrestaShop writes the order, committed as soon as it stands,
 * given back when it fails or is cancelled.
 */
final class Placement
{
    public function __construct(
        private readonly Engine $engine,
        private readonly CodeRules $rules,
        private readonly Decisions $decisions,
        private readonly Refusal $refusal,
    ) {
    }

    /** All orders of one cart are one use. */
    public static function key(int $cart): string
    {
        return "cart:$cart";
    }

    /** Before the row of the order is written; who does not get the use gets no order that has it. */
    public function hold(\Order $order, \Cart $cart): void
    {
        if ($this->decisions->isTaken((int) $cart->id)) {
            return;
        }
        if ($this->rules->withdrawn($cart) !== []) {
            $this->refusal->without($order, $cart);
        }
        if ($this->rules->codes($cart) === []) {
            return;
        }
        if (count($order->product_list ?? []) !== count($cart->getProducts())) {
            // PrestaShop splits the cart into several orders, and our amounts are of the cart as a whole.
            $this->refusal->ofSeveralParcels($order, $cart);

            return;
        }
        $shown = $this->shown($cart);
        $answer = $this->held($cart);
        $same = $answer['answer'] === 'held' && self::amounts($answer['applied']['coupons']) === self::amounts($shown);
        if ($same) {
            $this->decisions->take($cart, $answer['applied']);

            return;
        }
        if ($answer['answer'] === 'held') {
            $this->release((int) $cart->id);
        }
        $this->refusal->of($order, $cart, $answer);
    }

    /** As soon as the row of the order is there. */
    public function commit(\Order $order): void
    {
        $cart = (int) $order->id_cart;
        if (!$this->decisions->isTaken($cart)) {
            return;
        }
        $answer = $this->engine->call(['verb' => 'commit', 'key' => self::key($cart)]);
        if ($answer['answer'] !== 'redeemed') {
            $why = $answer['reasons'][0]['message'] ?? $answer['faults'][0]['message'];
            Log::error("the codes of order $order->reference are not counted as used: $why", 'Order', (int) $order->id);
        }
    }

    /** An order failed or was cancelled: its uses go back once no order of its cart is left. */
    public function cancelled(\Order $order): void
    {
        foreach (\Order::getByReference($order->reference) as $other) {
            if ((int) $other->id !== (int) $order->id && !self::isOver((int) $other->current_state)) {
                return;
            }
        }
        if ($this->release((int) $order->id_cart)) {
            Log::note("the codes of order $order->reference can be used again", 'Order', (int) $order->id);
        }
    }

    public static function isOver(int $state): bool
    {
        return in_array($state, [(int) \Configuration::get('PS_OS_CANCELED'), (int) \Configuration::get('PS_OS_ERROR')], true);
    }

    private function release(int $cart): bool
    {
        return $this->engine->call(['verb' => 'release', 'key' => self::key($cart)])['changed'] ?? false;
    }

    /** What the order's amounts were made with. @return list<array<string, mixed>> */
    private function shown(\Cart $cart): array
    {
        return array_map(
            fn (string $code): array => $this->decisions->outcome($cart, $code),
            array_values($this->rules->codes($cart)),
        );
    }

    /** @return array<string, mixed> `Held` or `Rejected` */
    private function held(\Cart $cart): array
    {
        $call = ['verb' => 'hold', 'key' => self::key((int) $cart->id)] + $this->decisions->described($cart);
        $answer = $this->engine->call($call);
        if (($answer['faults'][0]['fault'] ?? '') === 'key_conflict') {
            // An attempt that came to nothing held this cart when there was something else in it.
            $this->release((int) $cart->id);
            $answer = $this->engine->call($call);
        }

        return $answer;
    }

    /** @param list<array<string, mixed>> $outcomes @return array<string, mixed> by code */
    private static function amounts(array $outcomes): array
    {
        $amounts = [];
        foreach ($outcomes as $outcome) {
            if ($outcome['answer'] === 'applied') {
                $amounts[$outcome['code']] = $outcome['discountMinor'];
            }
        }
        ksort($amounts);

        return $amounts;
    }
}
