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
        $kinds = array_column($this->columns, 'kind');
        foreach ($this->columns as $name => $column) {
            $parts[] = "\"$name\" {$dialect->column($column)}";
        }
        foreach ($this->unique as $number => $columns) {
            // A cluster tells rows apart by their primary key, so no table is without.
            $kind = $number === 0 && !in_array('id', $kinds, true) ? 'PRIMARY KEY' : 'UNIQUE';
            $parts[] = "$kind (" . self::list($columns) . ')';
        }
        foreach ($this->columns as $name => $column) {
            if ($column->refersTo !== null) {
                $parts[] = "FOREIGN KEY ($name) REFERENCES {$column->refersTo} (id)";
            }
        }
        $statements = ["CREATE TABLE {$this->name} (" . implode(', ', $parts) . ')' . $dialect->tableSuffix()];
        foreach ($this->indexes as $columns) {
            $index = self::index($this->name, $columns);
            $statements[] = "CREATE INDEX $index ON {$this->name} (" . self::list($columns) . ')';
        }

        return $statements;
    }

    /** What an index of a table is called. @param list<string> $columns */
    public static function index(string $table, array $columns): string
    {
        return "{$table}_" . implode('_', $columns);
    }

    /** Quoted, since some of our names are words of MySQL. @param list<string> $columns */
    private static function list(array $columns): string
    {
        return '"' . implode('", "', $columns) . '"';
    }
}
