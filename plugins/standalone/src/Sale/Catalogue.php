<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** The goods. */
final class Catalogue
{
    /**
     * @param array<string, Product> $products   by id
     * @param array<string, string>  $categories names by id
     */
    private function __construct(public readonly array $products, public readonly array $categories)
    {
    }

    public static function read(string $file): self
    {
        $read = json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR);
        $products = array_map(Product::of(...), $read['products']);

        return new self(array_column($products, null, 'id'), array_column($read['categories'], 'name', 'id'));
    }

    public function product(string $id): ?Product
    {
        return $this->products[$id] ?? null;
    }

    /** @return list<Product> */
    public function of(string $category): array
    {
        return array_values(array_filter(
            $this->products,
            static fn (Product $product): bool => $category === '' || $product->category === $category,
        ));
    }
}
