<?php

declare(strict_types=1);

namespace Remise\Standalone;

use Remise\Bridge\Sql\Column;
use Remise\Bridge\Sql\Migrations;
use Remise\Bridge\Sql\NewColumn;
use Remise\Bridge\Sql\Table;

/** What the shop keeps of its own. */
final class Tables
{
    public static function migrations(): Migrations
    {
        return new Migrations('standalone', [
            1 => [self::order(), self::line(), self::admin(), self::state()],
            2 => [self::code()],
            3 => [self::gift()],
            4 => [self::productVoucher(), self::voucherJob(), ...self::lineVouchers()],
        ]);
    }

    private static function order(): Table
    {
        return new Table('shop_order', [
            'number' => Column::id(),
            'id' => Column::key(),
            'customer' => Column::key(),
            'name' => Column::text(),
            'email' => Column::key(),
            'country' => Column::key(),
            'currency' => Column::key(),
            'status' => Column::key(),
            // Of orders from before there was `shop_order_code`.
            'code' => Column::key()->optional(),
            'subtotal_minor' => Column::int(),
            'subtotal_text' => Column::text(),
            'shipping_minor' => Column::int(),
            'shipping_text' => Column::text(),
            'discount_minor' => Column::int(),
            'discount_text' => Column::text(),
            'total_minor' => Column::int(),
            'total_text' => Column::text(),
            'placed_ms' => Column::int(),
            'paid_ms' => Column::int()->optional(),
            'cancelled_ms' => Column::int()->optional(),
        ], [['id']], [['customer'], ['email']]);
    }

    private static function line(): Table
    {
        return new Table('shop_order_line', [
            'id' => Column::id(),
            'order_id' => Column::key(),
            'product' => Column::key(),
            'name' => Column::text(),
            'quantity' => Column::int(),
            'unit_price_text' => Column::text(),
            'total_minor' => Column::int(),
            'total_text' => Column::text(),
            'discount_minor' => Column::int(),
            'discount_text' => Column::text(),
        ], [['order_id', 'product']]);
    }

    private static function code(): Table
    {
        return new Table('shop_order_code', [
            'id' => Column::id(),
            'order_id' => Column::key(),
            'code' => Column::key(),
            'discount_minor' => Column::int(),
            'discount_text' => Column::text(),
        ], [['order_id', 'code']]);
    }

    /** Goods that came for nothing, beside those that were bought. */
    private static function gift(): Table
    {
        return new Table('shop_order_gift', [
            'id' => Column::id(),
            'order_id' => Column::key(),
            'code' => Column::key(),
            'product' => Column::key(),
            'name' => Column::text(),
            'units' => Column::int(),
            'total_text' => Column::text(),
        ], [], [['order_id']]);
    }

    /** Products that bring voucher codes (P1). */
    private static function productVoucher(): Table
    {
        return new Table('shop_product_voucher', [
            'id' => Column::id(),
            'product' => Column::key(),
            'codes' => Column::int(),
            'template' => Column::key(),
        ], [['product']]);
    }

    /** Paid orders whose codes are to be made and sent. */
    private static function voucherJob(): Table
    {
        return new Table('shop_voucher_job', [
            'id' => Column::id(),
            'order_id' => Column::key(),
            'state' => Column::key(),
            'wanted' => Column::int(),
            'made' => Column::int(),
            'problem' => Column::text()->optional(),
        ], [['order_id']], [['state']]);
    }

    /** What a line brings is settled when it is ordered. @return list<NewColumn> */
    private static function lineVouchers(): array
    {
        return [
            new NewColumn('shop_order_line', 'voucher_codes', Column::int()),
            new NewColumn('shop_order_line', 'voucher_template', Column::key()),
        ];
    }

    private static function admin(): Table
    {
        return new Table('shop_admin', [
            'id' => Column::id(),
            'name' => Column::key(),
            'password_hash' => Column::text(),
        ], [['name']]);
    }

    private static function state(): Table
    {
        return new Table('shop_state', [
            'id' => Column::id(),
            'name' => Column::key(),
            'value' => Column::text(),
        ], [['name']]);
    }
}
