<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;

/** How many voucher codes a product brings, and of which template (P1). */
final class ProductVouchers
{
    private readonly Rows $products;

    public function __construct(Connection $db)
    {
        $this->products = new Rows($db, 'shop_product_voucher');
    }

    /** @return null|array<string, null|int|string> `codes` and `template` */
    public function of(string $product): ?array
    {
        return $this->products->one(['product' => $product]);
    }

    public function set(string $product, int $codes, string $template): void
    {
        $row = ['codes' => $codes, 'template' => $template];
        if (!$this->products->offer(['product' => $product] + $row)) {
            $this->products->update($row, ['product' => $product]);
        }
    }
}
