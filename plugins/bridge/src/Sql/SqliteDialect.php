<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** SQLite 3.35 and newer. */
final class SqliteDialect implements Dialect
{
    private const BUSY = 5;
    private const LOCKED = 6;

    public function __construct(private readonly int $waitMilliseconds = 10_000)
    {
    }

    public function onConnect(): array
    {
        // The wait comes first: switching a new file to WAL already needs its lock.
        return [
            "PRAGMA busy_timeout = {$this->waitMilliseconds}",
            'PRAGMA journal_mode = WAL',
            'PRAGMA synchronous = FULL',
            'PRAGMA foreign_keys = ON',
        ];
    }

    public function begin(): string
    {
        // A plain BEGIN would first read and then fail to become a writer when another one was faster.
        return 'BEGIN IMMEDIATE';
    }

    public function column(Column $column): string
    {
        $type = match ($column->kind) {
            'id' => 'INTEGER PRIMARY KEY AUTOINCREMENT',
            'int' => 'INTEGER',
            default => 'TEXT',
        };

        return $column->kind === 'id' || $column->optional ? $type : "$type NOT NULL";
    }

    public function tableSuffix(): string
    {
        return '';
    }

    public function insertUnlessThere(): string
    {
        return 'INSERT OR IGNORE INTO';
    }

    public function isConflict(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, [self::BUSY, self::LOCKED], true);
    }
}
