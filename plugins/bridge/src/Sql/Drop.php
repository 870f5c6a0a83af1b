<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A table of an earlier step whose rows are in others by now. */
final class Drop
{
    public function __construct(private readonly string $table)
    {
    }

    /** @return list<string> */
    public function statements(Dialect $dialect): array
    {
        return ["DROP TABLE IF EXISTS {$this->table}"];
    }
}
