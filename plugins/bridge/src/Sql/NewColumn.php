<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A column that a table of an earlier step gets; optional, since the rows are there already. */
final class NewColumn
{
    public function __construct(
        private readonly string $table,
        private readonly string $name,
        private readonly Column $column,
    ) {
    }

    /** @return list<string> */
    public function statements(Dialect $dialect): array
    {
        return ["ALTER TABLE {$this->table} ADD COLUMN \"{$this->name}\" {$dialect->column($this->column->optional())}"];
    }
}
