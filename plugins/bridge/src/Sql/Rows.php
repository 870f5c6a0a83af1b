<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** One table for hosts that keep something of their own, so that they need no SQL for it. */
final class Rows
{
    public function __construct(private readonly Connection $db, private readonly string $table)
    {
        self::names([$table]);
    }

    /** @param array<string, null|int|string> $row */
    public function insert(array $row): void
    {
        $marks = implode(', ', array_fill(0, count($row), '?'));
        $columns = implode(', ', self::names(array_keys($row)));
        $this->db->run("INSERT INTO {$this->table} ($columns) VALUES ($marks)", array_values($row));
    }

    /** Unless a unique index says that it is there; whether it was not. @param array<string, null|int|string> $row */
    public function offer(array $row): bool
    {
        $marks = implode(', ', array_fill(0, count($row), '?'));
        $columns = implode(', ', self::names(array_keys($row)));
        $insert = $this->db->dialect->insertUnlessThere($this->table, "($columns) VALUES ($marks)", array_key_first($row));

        return $this->db->run($insert, array_values($row)) === 1;
    }

    /**
     * @param array<string, null|int|string>          $set
     * @param array<string, int|string|list<int|string>> $where equal to, or one of
     *
     * @return int how many rows it changed; on some databases not those that were like this already
     */
    public function update(array $set, array $where): int
    {
        $assignments = implode(', ', array_map(static fn (string $name): string => "$name = ?", self::names(array_keys($set))));
        [$condition, $values] = $this->condition($where);

        return $this->db->run("UPDATE {$this->table} SET $assignments$condition", [...array_values($set), ...$values]);
    }

    /** Removes what a column shows to be over. */
    public function deleteBelow(string $column, int $first): int
    {
        return $this->db->run("DELETE FROM {$this->table} WHERE " . self::names([$column])[0] . ' < ?', [$first]);
    }

    /**
     * @param array<string, int|string|list<int|string>> $where
     * @param string                                      $by    column to order by; a `-` before it means highest first
     *
     * @return list<array<string, null|int|string>>
     */
    public function all(array $where = [], string $by = 'id', int $limit = 1000): array
    {
        [$condition, $values] = $this->condition($where);
        $order = self::names([ltrim($by, '-')])[0] . ($by[0] === '-' ? ' DESC' : '');

        return $this->db->rows("SELECT * FROM {$this->table}$condition ORDER BY $order LIMIT ?", [...$values, $limit]);
    }

    /** @param array<string, int|string|list<int|string>> $where @return null|array<string, null|int|string> */
    public function one(array $where): ?array
    {
        return $this->all($where, 'id', 1)[0] ?? null;
    }

    /**
     * @param array<string, int|string|list<int|string>> $where
     * @param array<string, int|string|list<int|string>> ...$or  or that; a row that is both counts once
     */
    public function count(array $where, array ...$or): int
    {
        [$condition, $values] = $this->condition($where, ...$or);

        return (int) ($this->db->row("SELECT COUNT(*) AS n FROM {$this->table}$condition", $values)['n'] ?? 0);
    }

    /** @param array<string, int|string|list<int|string>> ...$choices @return array{string, list<int|string>} */
    private function condition(array ...$choices): array
    {
        $values = [];
        $either = [];
        foreach ($choices as $where) {
            $tests = ['1 = 1'];
            foreach ($where as $name => $value) {
                $oneOf = (array) $value;
                // Of none, since MySQL does not read an empty list.
                $marks = $oneOf === [] ? 'NULL' : implode(', ', array_fill(0, count($oneOf), '?'));
                $tests[] = self::names([$name])[0] . " IN ($marks)";
                array_push($values, ...array_values($oneOf));
            }
            $either[] = implode(' AND ', $tests);
        }

        return [' WHERE ' . implode(' OR ', $either), $values];
    }

    /** Names cannot be bound, so only plain ones pass. @param list<string> $names @return list<string> */
    private static function names(array $names): array
    {
        foreach ($names as $name) {
            if (preg_match('/\A[a-z][a-z0-9_]*\z/', $name) !== 1) {
                throw new \InvalidArgumentException("`$name` is no name of a table or column");
            }
        }

        return $names;
    }
}
