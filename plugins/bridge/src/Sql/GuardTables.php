<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What stands against guessing, and what keys got when they could be replaced. */
final class GuardTables
{
    /** @return list<NewColumn|Table> */
    public static function all(): array
    {
        return [
            new Table('remise_bucket', [
                'id' => Column::id(),
                'key_hash' => Column::key(),
                'full_ms' => Column::int(),
            ], [['key_hash']], [['full_ms']]),
            new Table('remise_attempt', [
                'id' => Column::id(),
                'attempt_hash' => Column::key(),
                'scope' => Column::key(),
                'address' => Column::key()->optional(),
                'session' => Column::key()->optional(),
                'holder' => Column::key()->optional(),
                'code' => Column::text()->optional(),
                'outcome' => Column::key(),
                'tries' => Column::int(),
                'first_ms' => Column::int(),
                'last_ms' => Column::int(),
            ], [['attempt_hash']], [['last_ms']]),
            ...self::key('remise_private_key'),
            ...self::key('remise_integrator'),
        ];
    }

    /** @return list<NewColumn> */
    private static function key(string $table): array
    {
        return [
            new NewColumn($table, 'created_ms', Column::int()),
            new NewColumn($table, 'used_ms', Column::int()),
            new NewColumn($table, 'revoked_ms', Column::int()),
            new NewColumn($table, 'old_hash', Column::key()),
            new NewColumn($table, 'old_until_ms', Column::int()),
        ];
    }
}
