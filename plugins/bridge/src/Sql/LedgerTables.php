<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * The ledger and its counters. No key of theirs refers to another table: a database would lock the row referred to, which for
 * a code that many want is the row that everybody waits for.
 */
final class LedgerTables
{
    /** @return list<Fill|NewColumn|Table> */
    public static function all(): array
    {
        return [
            new NewColumn('remise_organization', 'turn', Column::int()),
            // Uses beyond those in `redeemed` are in so many rows of `remise_slot`.
            new NewColumn('remise_code', 'slots', Column::int()),
            new NewColumn('remise_code', 'spent_minor', Column::int()),
            // 1 where the campaign has a row in `remise_budget`.
            new NewColumn('remise_code', 'limited', Column::int()),
            new NewColumn('remise_import_row', 'campaign_quantity', Column::int()),
            new NewColumn('remise_import_row', 'campaign_minor', Column::int()),
            self::use(),
            ...self::counters(),
            ...self::earlierUses(),
        ];
    }

    /** What the tables of step 1 were for. @return list<Drop> */
    public static function retired(): array
    {
        return [new Drop('remise_redemption'), new Drop('remise_holder')];
    }

    /** A row for each use; the first one of a key carries the answer. */
    private static function use(): Table
    {
        return new Table('remise_use', [
            'redemption_key' => Column::key(),
            'number' => Column::int(),
            'campaign_id' => Column::int(),
            'code_id' => Column::int(),
            'holder_hash' => Column::key()->optional(),
            'email_hash' => Column::key()->optional(),
            'discount_minor' => Column::int(),
            // Of a coupon whose rest can be used again: what was spent before.
            'spent_minor' => Column::int()->optional(),
            'state' => Column::key(),
            'request_hash' => Column::key(),
            'applied' => Column::text()->optional(),
            'engine' => Column::key(),
            'taken_ms' => Column::int(),
            'expires_ms' => Column::int()->optional(),
            'committed_ms' => Column::int()->optional(),
            'released_ms' => Column::int()->optional(),
        ], [['redemption_key', 'number']], [['code_id'], ['campaign_id', 'state', 'expires_ms']]);
    }

    /** @return list<Table> */
    private static function counters(): array
    {
        return [
            new Table('remise_slot', [
                'code_id' => Column::int(),
                'slot' => Column::int(),
                'campaign_id' => Column::int(),
                'taken' => Column::int(),
                'quota' => Column::int()->optional(),
            ], [['code_id', 'slot']], [['campaign_id']]),
            new Table('remise_code_holder', [
                'code_id' => Column::int(),
                'holder_hash' => Column::key(),
                'redeemed' => Column::int(),
            ], [['code_id', 'holder_hash']]),
            new Table('remise_budget', [
                'campaign_id' => Column::int(),
                'quantity' => Column::int()->optional(),
                'redeemed' => Column::int(),
                'cap_minor' => Column::int()->optional(),
                'spent_minor' => Column::int(),
            ], [['campaign_id']]),
        ];
    }

    /** Each code of an order had a key of its own then: the order's, a `#`, and the code. @return list<Fill> */
    private static function earlierUses(): array
    {
        $behind = "'#' || r.code_key";
        $order = "CASE WHEN SUBSTR(r.redemption_key, -LENGTH($behind)) = $behind "
            . "THEN SUBSTR(r.redemption_key, 1, LENGTH(r.redemption_key) - LENGTH($behind)) ELSE r.redemption_key END";

        return [
            new Fill(
                'remise_use',
                '(redemption_key, number, campaign_id, code_id, holder_hash, discount_minor, state, request_hash, applied, '
                . 'engine, taken_ms, committed_ms, released_ms) SELECT o.order_key, '
                . 'ROW_NUMBER() OVER (PARTITION BY o.order_key ORDER BY o.id) - 1, o.campaign_id, o.code_id, o.holder_hash, 0, '
                . "o.state, '', o.applied, o.engine, o.committed_ms, o.committed_ms, o.released_ms "
                . "FROM (SELECT r.*, c.campaign_id, $order AS order_key "
                . 'FROM remise_redemption r JOIN remise_code c ON c.id = r.code_id) o',
                'number',
            ),
            new Fill(
                'remise_code_holder',
                '(code_id, holder_hash, redeemed) SELECT h.code_id, h.holder_hash, h.redeemed FROM remise_holder h',
                'code_id',
            ),
        ];
    }
}
