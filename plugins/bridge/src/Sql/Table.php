<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A table of a schema. */
final class Table
{
    /**
     * @param array<string, Column> $columns
     * @param list<list<string>>    $unique
     * @param list<list<string>>    $indexes
     */
    public function __construct(
        public readonly string $name,
        public readonly array $columns,
        public readonly array $unique = [],
        public readonly array $indexes = [],
    ) {
    }

    /** @return list<string> */
    public function statements(Dialect $dialect): array
    {
        $parts = [];
        foreach ($this->columns as $name => $column) {
            $parts[] = "$name {$dialect->column($column)}";
        }
        foreach ($this->unique as $columns) {
            $parts[] = 'UNIQUE (' . implode(', ', $columns) . ')';
        }
        foreach ($this->columns as $name => $column) {
            if ($column->refersTo !== null) {
                $parts[] = "FOREIGN KEY ($name) REFERENCES {$column->refersTo} (id)";
            }
        }
        $statements = ["CREATE TABLE {$this->name} (" . implode(', ', $parts) . ')' . $dialect->tableSuffix()];
        foreach ($this->indexes as $columns) {
            $index = $this->name . '_' . implode('_', $columns);
            $statements[] = "CREATE INDEX $index ON {$this->name} (" . implode(', ', $columns) . ')';
        }

        return $statements;
    }
}
