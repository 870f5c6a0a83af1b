<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** The bridge's own tables. A step that was released never changes; what is missing becomes the next step. */
final class Schema
{
    public static function migrations(): Migrations
    {
        return new Migrations('bridge', self::steps());
    }

    /** @return array<int, list<Drop|Fill|NewColumn|Table>> by version */
    public static function steps(): array
    {
        return [
            1 => [...self::parties(), ...self::coupons(), ...self::uses()],
            2 => self::management(),
            3 => ImportTables::all(),
            4 => GuardTables::all(),
            5 => LedgerTables::all(),
            6 => LedgerTables::retired(),
            7 => VoucherTables::all(),
        ];
    }

    /** @return list<Table> */
    private static function parties(): array
    {
        return [
            new Table('remise_setting', ['id' => Column::id(), 'name' => Column::key(), 'value' => Column::text()], [['name']]),
            new Table('remise_organization', [
                'id' => Column::id(),
                'external_id' => Column::key(),
                'currency' => Column::key(),
                'locale' => Column::key(),
                'modified_ms' => Column::int(),
            ], [['external_id']]),
            new Table('remise_integrator', [
                'id' => Column::id(),
                'name' => Column::text(),
                'token_hash' => Column::key(),
            ], [['token_hash']]),
            new Table('remise_integrator_organization', [
                'integrator_id' => Column::row('remise_integrator'),
                'external_id' => Column::key(),
                'organization_id' => Column::row('remise_organization'),
            ], [['integrator_id', 'external_id']]),
            new Table('remise_private_key', [
                'id' => Column::id(),
                'name' => Column::text(),
                'key_hash' => Column::key(),
            ], [['key_hash']]),
        ];
    }

    /** The rules stand once per campaign; a code is a narrow row that points at them. @return list<Table> */
    private static function coupons(): array
    {
        return [
            new Table('remise_campaign', [
                'id' => Column::id(),
                'organization_id' => Column::row('remise_organization'),
                'env' => Column::key(),
                'external_id' => Column::key(),
                'body' => Column::text(),
                'created_ms' => Column::int(),
                'updated_ms' => Column::int(),
            ], [['organization_id', 'env', 'external_id']]),
            new Table('remise_code', [
                'id' => Column::id(),
                'organization_id' => Column::row('remise_organization'),
                'env' => Column::key(),
                'code_key' => Column::key(),
                'code' => Column::key(),
                'campaign_id' => Column::row('remise_campaign'),
                'pattern' => Column::key()->optional(),
                'quantity' => Column::int()->optional(),
                'quantity_per_user' => Column::int()->optional(),
                'redeemed' => Column::int(),
                'start_ms' => Column::int()->optional(),
                'end_ms' => Column::int()->optional(),
                'created_ms' => Column::int(),
            ], [['organization_id', 'env', 'code_key']], [['campaign_id'], ['organization_id', 'env', 'pattern']]),
        ];
    }

    /** @return list<Table> */
    private static function uses(): array
    {
        return [
            new Table('remise_holder', [
                'code_id' => Column::row('remise_code'),
                'holder_hash' => Column::key(),
                'redeemed' => Column::int(),
            ], [['code_id', 'holder_hash']]),
            new Table('remise_redemption', [
                'id' => Column::id(),
                'redemption_key' => Column::key(),
                'code_id' => Column::row('remise_code'),
                'code_key' => Column::key(),
                'holder_hash' => Column::key()->optional(),
                'state' => Column::key(),
                'applied' => Column::text(),
                'engine' => Column::key(),
                'committed_ms' => Column::int(),
                'released_ms' => Column::int()->optional(),
            ], [['redemption_key']], [['code_id']]),
        ];
    }

    /** Codes that are switched off, and idempotency keys. @return list<NewColumn|Table> */
    private static function management(): array
    {
        return [
            new NewColumn('remise_code', 'inactive_ms', Column::int()),
            new Table('remise_key', [
                'id' => Column::id(),
                'key_hash' => Column::key(),
                'request_hash' => Column::key(),
                'claimed_ms' => Column::int(),
                'status' => Column::int()->optional(),
                'body' => Column::text()->optional(),
            ], [['key_hash']], [['claimed_ms']]),
        ];
    }
}
