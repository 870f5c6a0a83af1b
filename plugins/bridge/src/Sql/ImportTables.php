<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Where the rows of a file wait until all of them are applied. Nothing that sells ever reads these tables. */
final class ImportTables
{
    /** @return list<Table> */
    public static function all(): array
    {
        return [self::import(), self::row(), self::fault()];
    }

    private static function import(): Table
    {
        return new Table('remise_import', [
            'id' => Column::id(),
            'organization_id' => Column::row('remise_organization'),
            'env' => Column::key(),
            'kind' => Column::key(),
            'campaign' => Column::key()->optional(),
            'state' => Column::key(),
            'read_bytes' => Column::int(),
            'read_rows' => Column::int(),
            'applied_rows' => Column::int(),
            'reader' => Column::text(),
            'touched_ms' => Column::int(),
        ], [], [['touched_ms']]);
    }

    private static function row(): Table
    {
        return new Table('remise_import_row', [
            'id' => Column::id(),
            'import_id' => Column::row('remise_import'),
            'row_number' => Column::int(),
            'code_key' => Column::key(),
            'code' => Column::key(),
            'external_id' => Column::key()->optional(),
            'body' => Column::text()->optional(),
            'campaign_id' => Column::int()->optional(),
            'quantity' => Column::int()->optional(),
            'quantity_per_user' => Column::int()->optional(),
            'start_ms' => Column::int()->optional(),
            'end_ms' => Column::int()->optional(),
        ], [], [['import_id', 'code_key'], ['import_id', 'external_id'], ['campaign_id']]);
    }

    private static function fault(): Table
    {
        return new Table('remise_import_fault', [
            'id' => Column::id(),
            'import_id' => Column::row('remise_import'),
            'row_number' => Column::int(),
            'column_name' => Column::key(),
            'fault' => Column::key(),
            'message' => Column::text(),
            'first_row' => Column::int()->optional(),
        ], [], [['import_id', 'row_number']]);
    }
}
