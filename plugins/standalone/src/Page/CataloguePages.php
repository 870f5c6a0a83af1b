<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Sale\Product;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** The goods. */
final class CataloguePages extends Pages
{
    public function all(Request $request): Response
    {
        $category = $request->query('category');
        $catalogue = $this->app->catalogue;
        if (!isset($catalogue->categories[$category])) {
            $category = '';
        }

        return $this->page('catalogue', $category === '' ? 'All goods' : $catalogue->categories[$category], [
            'goods' => $this->priced($catalogue->of($category)),
            'categories' => $catalogue->categories,
            'category' => $category,
        ]);
    }

    public function one(Request $request, string $id): Response
    {
        $product = $this->app->catalogue->product($id) ?? throw new HttpError(404, 'we have no such thing');
        $others = array_filter(
            $this->app->catalogue->of($product->category),
            static fn (Product $other): bool => $other->id !== $id,
        );

        return $this->page('product', $product->name, [
            'good' => $this->priced([$product])[0],
            'others' => $this->priced(array_slice(array_values($others), 0, 3)),
            'categories' => $this->app->catalogue->categories,
        ]);
    }

    public function choose(Request $request): Response
    {
        $this->check($request);
        $this->app->visit->choose($request->form('currency'), $request->form('customer'));

        return $this->back($request);
    }

    /**
     * @param list<Product> $products
     *
     * @return list<array{product: Product, price: string, was: ?string}>
     */
    private function priced(array $products): array
    {
        $currency = $this->app->visit->currency();
        $minors = [];
        foreach ($products as $product) {
            array_push($minors, $product->priceMinor($currency), $product->wasMinor($currency));
        }
        $texts = array_chunk($this->app->prices->texts($minors, $currency), 2);

        return array_map(
            static fn (Product $product, array $pair): array => ['product' => $product, 'price' => $pair[0], 'was' => $pair[1]],
            $products,
            $texts,
        );
    }
}
