<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Engine;

/**
 * What the engine decides about a cart, asked once for each state of it: PrestaShop wants the same amounts many times over while
 * it makes one page.
 */
final class Decisions
{
    /** @var array<string, list<array<string, mixed>>> outcomes by the state of a cart */
    private array $priced = [];

    /** @var array<int, list<array<string, mixed>>> outcomes by the cart whose order took the uses; none while there is no order */
    private array $taken = [];

    private bool $isAsking = false;

    public function __construct(
        private readonly Engine $engine,
        private readonly CodeRules $rules,
        private readonly CartMap $map,
        private readonly string $locale,
    ) {
    }

    /**
     * What became of a code in the cart, or of one that is about to come into it.
     *
     * @return array<string, mixed> `Share` or `Rejected`; of a code that the engine could not decide on, neither
     */
    public function outcome(\Cart $cart, string $code, bool $withShipping = true): array
    {
        foreach ($this->outcomes($cart, $code, $withShipping && !$this->isAsking) as $outcome) {
            if ($outcome['code'] === $code) {
                return $outcome;
            }
        }

        return ['answer' => 'error', 'code' => $code];
    }

    /**
     * The same for a code as a visitor has typed it.
     *
     * @param array<string, string> $from the wire's `Visitor`
     *
     * @return array<string, mixed> the new code's outcome, with `waitMs` where there were too many tries, and with its `name`
     */
    public function entered(\Cart $cart, string $code, array $from): array
    {
        $before = array_values($this->rules->codes($cart));
        $call = $this->call($cart, [...$before, $code], true);
        $answer = $this->engine->call($call + ['from' => $from + ['code' => $code]]);
        $outcomes = $answer['coupons'] ?? [];
        $new = array_values(array_filter($outcomes, static fn (array $one): bool => !in_array($one['code'], $before, true)));
        // Of a code that was there before in another writing, the entry that repeats it.
        $outcome = $new[0] ?? array_values(array_filter($outcomes, self::isRepeated(...)))[0] ?? ['answer' => 'error', 'code' => $code];
        foreach ($answer['offers'] ?? [] as ['coupon' => $coupon]) {
            $outcome += $coupon['code'] === $outcome['code'] && isset($coupon['name']) ? ['name' => $coupon['name']] : [];
        }

        return $outcome + array_intersect_key($answer, ['waitMs' => 0]);
    }

    /** From now on the cart's amounts are those that its order was made with. @param array<string, mixed> $applied `Combined` */
    public function take(\Cart $cart, array $applied): void
    {
        $this->taken[(int) $cart->id] = $applied['coupons'];
    }

    public function isTaken(int $cart): bool
    {
        return ($this->taken[$cart] ?? []) !== [];
    }

    /** The cart and its codes, as `hold` wants them. @return array<string, mixed> */
    public function described(\Cart $cart): array
    {
        return array_intersect_key(
            $this->call($cart, array_values($this->rules->codes($cart)), true),
            ['codes' => 0, 'cart' => 0, 'locale' => 0],
        );
    }

    /** @return list<array<string, mixed>> */
    private function outcomes(\Cart $cart, string $code, bool $withShipping): array
    {
        $taken = $this->taken[(int) $cart->id] ??= $this->ordered((int) $cart->id);
        if ($taken !== []) {
            return $taken;
        }
        $codes = array_values($this->rules->codes($cart));
        $codes = in_array($code, $codes, true) ? $codes : [...$codes, $code];
        $state = serialize([$this->map->state($cart), $codes, $withShipping]);

        return $this->priced[$state] ??= $this->engine->call($this->call($cart, $codes, $withShipping))['coupons'] ?? [];
    }

    /** An order has its amounts, whatever would be decided today. @return list<array<string, mixed>> none of a cart without one */
    private function ordered(int $cart): array
    {
        $isOrdered = $cart !== 0 && (int) \Order::getIdByCartId($cart) !== 0;
        $answer = $isOrdered ? $this->engine->call(['verb' => 'commit', 'key' => Placement::key($cart)]) : [];

        return $answer['applied']['coupons'] ?? [];
    }

    /** @param list<string> $codes @return array<string, mixed> */
    private function call(\Cart $cart, array $codes, bool $withShipping): array
    {
        $wasAsking = $this->isAsking;
        $this->isAsking = true;
        try {
            $described = $this->map->describe($cart, $withShipping);
        } finally {
            $this->isAsking = $wasAsking;
        }

        return ['verb' => 'price', 'codes' => $codes, 'cart' => $described, 'locale' => $this->locale];
    }

    /** @param array<string, mixed> $outcome */
    private static function isRepeated(array $outcome): bool
    {
        return in_array('duplicate_code', array_column($outcome['reasons'] ?? [], 'reason'), true);
    }
}
