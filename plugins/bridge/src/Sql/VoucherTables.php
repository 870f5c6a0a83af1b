<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Vouchers that were bought. What is used or not is the ledger's word; `state` and `used_ms` repeat it, in the same transaction, so
 * that a page of a million can be found by them.
 */
final class VoucherTables
{
    /** @return list<NewColumn|Table> */
    public static function all(): array
    {
        return [
            // The purchase that a code comes from; null for every other code.
            new NewColumn('remise_code', 'voucher', Column::int()),
            self::template(),
            self::purchase(),
            self::issue(),
            self::voucher(),
            self::event(),
            self::merchantKey(),
        ];
    }

    private static function template(): Table
    {
        return new Table('remise_voucher_template', [
            'id' => Column::id(),
            'organization_id' => Column::int(),
            'external_id' => Column::key(),
            'name' => Column::key(),
            'body' => Column::text(),
            'updated_ms' => Column::int(),
        ], [['organization_id', 'external_id']]);
    }

    private static function purchase(): Table
    {
        return new Table('remise_purchase', [
            'id' => Column::id(),
            'organization_id' => Column::int(),
            'env' => Column::key(),
            'order_id' => Column::key(),
            'owner' => Column::key(),
            'created_ms' => Column::int(),
            'cancelled_ms' => Column::int()->optional(),
            'blocked_ms' => Column::int()->optional(),
        ], [['organization_id', 'order_id']]);
    }

    /** A line that grows after it was paid has another issue. */
    private static function issue(): Table
    {
        return new Table('remise_issue', [
            'id' => Column::id(),
            'organization_id' => Column::int(),
            'purchase_id' => Column::int(),
            'line' => Column::key(),
            'number' => Column::int(),
            'wanted' => Column::int(),
            'made' => Column::int(),
            // 1 while codes are yet to be made.
            'unfinished' => Column::int()->optional(),
            'campaign_id' => Column::int(),
            'template' => Column::key(),
            'name' => Column::key(),
            'pattern' => Column::key(),
            'end_ms' => Column::int(),
        ], [['purchase_id', 'line', 'number']], [['organization_id', 'unfinished']]);
    }

    private static function voucher(): Table
    {
        $own = ['organization_id', 'env', 'owner'];

        return new Table('remise_voucher', [
            'id' => Column::id(),
            'code_id' => Column::int(),
            'organization_id' => Column::int(),
            'env' => Column::key(),
            'code_key' => Column::key(),
            'owner' => Column::key(),
            'purchase_id' => Column::int(),
            'issue_id' => Column::int(),
            'template' => Column::key(),
            'state' => Column::key(),
            // 0 while it is not used.
            'used_ms' => Column::int(),
            'used_by' => Column::key()->optional(),
            'merchant' => Column::key()->optional(),
            'end_ms' => Column::int(),
            'created_ms' => Column::int(),
        ], [['code_id']], [
            [...$own, 'id'], [...$own, 'code_key'], [...$own, 'used_ms'], [...$own, 'state'], [...$own, 'template'],
            ['organization_id', 'env', 'code_key'], ['purchase_id'], ['issue_id', 'code_id'],
        ]);
    }

    /** What became of a voucher after it was made. */
    private static function event(): Table
    {
        return new Table('remise_voucher_event', [
            'id' => Column::id(),
            'code_id' => Column::int(),
            'event' => Column::key(),
            'at_ms' => Column::int(),
            'order_id' => Column::key()->optional(),
            'merchant' => Column::key()->optional(),
        ], [], [['code_id']]);
    }

    private static function merchantKey(): Table
    {
        return new Table('remise_merchant_key', [
            'id' => Column::id(),
            'name' => Column::text(),
            'key_hash' => Column::key(),
            'created_ms' => Column::int()->optional(),
            'used_ms' => Column::int()->optional(),
            'revoked_ms' => Column::int()->optional(),
            'old_hash' => Column::key()->optional(),
            'old_until_ms' => Column::int()->optional(),
        ], [['key_hash']]);
    }
}
