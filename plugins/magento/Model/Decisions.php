<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Locale\ResolverInterface;
use Magento\Quote\Model\Quote\Address;
use Magento\Quote\Model\Quote\Item\AbstractItem;

/**
 * What the engine decides about a cart, asked once while Magento collects its totals: for the goods when their prices and taxes
 * are known, and again when shipping is.
 */
final class Decisions
{
    /** @var \WeakMap<Address, array<int, array<string, mixed>>> what was decided for the goods, by `$base` */
    private \WeakMap $goods;

    /** @var \WeakMap<Address, mixed> what was taken off shipping, in minor units */
    private \WeakMap $shipping;

    /** @var array<string, array<string, mixed>> answers by what was asked */
    private array $asked = [];

    public function __construct(
        private readonly Till $engine,
        private readonly CartMap $map,
        private readonly Money $money,
        private readonly ResolverInterface $locale,
    ) {
        $this->goods = new \WeakMap();
        $this->shipping = new \WeakMap();
    }

    /** Totals are collected anew. */
    public function forget(Address $address): void
    {
        unset($this->goods[$address], $this->shipping[$address]);
        $this->asked = [];
    }

    /** @return array<string, mixed> `Applied` or `Rejected`; of a code that the engine could not decide on, neither */
    public function outcome(Address $address, bool $base = false): array
    {
        $decided = $this->goods[$address] ?? [];
        $decided[(int) $base] ??= $this->ask($address, $base);
        $this->goods[$address] = $decided;

        return $decided[(int) $base];
    }

    /** What is taken off one line. @return array{mixed, mixed} in the customer's currency and in the shop's own */
    public function ofLine(Address $address, AbstractItem $item): array
    {
        return $this->both($address, fn (array $outcome): int => array_column($outcome['lines'] ?? [], 'discountMinor', 'id')[CartMap::id($item)] ?? 0, $this->outcome(...));
    }

    /** What is taken off shipping, when its price is known. @return array{mixed, mixed} likewise */
    public function ofShipping(Address $address): array
    {
        $this->shipping[$address] = $this->ask($address, false)['shippingDiscountMinor'] ?? 0;

        return $this->both($address, static fn (array $outcome): int => $outcome['shippingDiscountMinor'] ?? 0, $this->ask(...));
    }

    /** The amounts that the totals were made with; null when none were made in this request. @return null|array<string, mixed> */
    public function shown(Address $address): ?array
    {
        $goods = $this->goods[$address][0] ?? null;

        return $goods === null ? null : self::amounts($goods, $this->shipping[$address] ?? 0);
    }

    /** @param array<string, mixed> $applied @return array<string, mixed> the same, of what was held */
    public static function amounts(array $applied, mixed $shipping): array
    {
        return ['lines' => array_column($applied['lines'] ?? [], 'discountMinor', 'id'), 'shipping' => $shipping];
    }

    /** The cart and a code, as `price` and `hold` want them. @return array<string, mixed> */
    public function described(Address $address, string $code, bool $base = false): array
    {
        return [
            'code' => $code,
            'cart' => $this->map->describe($address, $base),
            'locale' => explode('_', (string) $this->locale->getLocale())[0],
        ];
    }

    /** What would become of a code that need not be in the cart. @return array<string, mixed> as of `outcome` */
    public function ofCode(Address $address, string $code, bool $base = false): array
    {
        $call = ['verb' => 'price', ...$this->described($address, $code, $base)];

        return $this->asked[serialize($call)] ??= $this->engine->call($call)['coupon'] ?? ['answer' => 'error'];
    }

    /**
     * @param \Closure(array<string, mixed>): int                  $part
     * @param \Closure(Address, bool): array<string, mixed> $of
     *
     * @return array{mixed, mixed}
     */
    private function both(Address $address, \Closure $part, \Closure $of): array
    {
        $quote = $address->getQuote();
        $customers = (string) $quote->getQuoteCurrencyCode();
        $own = (string) $quote->getBaseCurrencyCode();
        $first = $this->money->decimal($part($of($address, false)), $customers);

        return [$first, $own === $customers ? $first : $this->money->decimal($part($of($address, true)), $own)];
    }

    /** @return array<string, mixed> */
    private function ask(Address $address, bool $base): array
    {
        return $this->ofCode($address, (string) $address->getQuote()->getCouponCode(), $base);
    }
}
