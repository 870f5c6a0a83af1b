<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** A good as the catalogue describes it. */
final class Product
{
    /**
     * @param array<string, string>                             $attributes
     * @param array<string, array{minor: int, wasMinor?: int}> $prices by currency
     */
    private function __construct(
        public readonly string $id,
        public readonly string $name,
        public readonly string $detail,
        public readonly string $text,
        public readonly string $category,
        public readonly string $brand,
        public readonly array $attributes,
        private readonly array $prices,
    ) {
    }

    /** @param array<string, mixed> $read */
    public static function of(array $read): self
    {
        return new self(
            $read['id'],
            $read['name'],
            $read['detail'],
            $read['text'],
            $read['category'],
            $read['brand'],
            $read['attributes'],
            $read['prices'],
        );
    }

    public function priceMinor(string $currency): int
    {
        return $this->prices[$currency]['minor'];
    }

    /** What it cost before, while it is on promotion. */
    public function wasMinor(string $currency): ?int
    {
        return $this->prices[$currency]['wasMinor'] ?? null;
    }

    /** @return array<string, mixed> the line of the wire's cart */
    public function line(int $quantity, string $currency): array
    {
        return [
            'id' => $this->id,
            'product' => $this->id,
            'quantity' => $quantity,
            'unitPriceMinor' => $this->priceMinor($currency),
            'categories' => [$this->category],
            'brand' => $this->brand,
            'attributes' => $this->attributes,
            'onPromotion' => $this->wasMinor($currency) !== null,
        ];
    }
}
