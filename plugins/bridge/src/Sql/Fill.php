<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Rows that come from tables of an earlier step. */
final class Fill
{
    /** See `Dialect::insertUnlessThere`. */
    public function __construct(private readonly string $table, private readonly string $rest, private readonly string $column)
    {
    }

    /** @return list<string> */
    public function statements(Dialect $dialect): array
    {
        return [$dialect->insertUnlessThere($this->table, $this->rest, $this->column)];
    }
}
