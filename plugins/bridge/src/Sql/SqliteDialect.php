<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** SQLite 3.35 and newer. */
final class SqliteDialect implements Dialect
{
    private const BUSY = 5;
    private const LOCKED = 6;

    private const ERROR = 1;
    /**
     * Short, and the same for all. SQLite itself lets a writer sleep for ever longer and then try its luck: of sixteen, one waits for
     * seconds.
     */
    private const PAUSE_MICROSECONDS = 1_000;

    public function __construct(private readonly int $patienceMs = 5_000)
    {
    }

    public function setUp(\PDO $pdo): void
    {
        // It is `Connection` that waits.
        $pdo->exec('PRAGMA busy_timeout = 0');
        $pdo->exec('PRAGMA journal_mode = WAL');
        $pdo->exec('PRAGMA synchronous = FULL');
        $pdo->exec('PRAGMA foreign_keys = ON');
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

    public function insertUnlessThere(string $table, string $rest, string $column = 'id'): string
    {
        return "INSERT OR IGNORE INTO $table $rest";
    }

    public function insertNew(string $table, string $rest): string
    {
        return $this->insertUnlessThere($table, $rest);
    }

    public function isDuplicate(\PDOException $error): bool
    {
        return false;
    }

    public function guard(): ?string
    {
        return null;
    }

    public function isGuarded(\PDOException $error): bool
    {
        return false;
    }

    public function slots(): int
    {
        // There is one writer at a time, whatever it writes.
        return 1;
    }

    public function slot(): string
    {
        return '0';
    }

    public function by(string $index): string
    {
        return " INDEXED BY $index";
    }

    public function isThere(\PDOException $error): bool
    {
        // The steps of a migration are one transaction, so nothing is ever half there.
        return false;
    }

    public function isConflict(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, [self::BUSY, self::LOCKED], true);
    }

    public function mayRepeat(\PDOException $error): bool
    {
        return ($error->errorInfo[1] ?? null) === self::BUSY;
    }

    public function isLost(\PDOException $error): bool
    {
        return false;
    }

    public function isMissing(\PDOException $error): bool
    {
        return ($error->errorInfo[1] ?? null) === self::ERROR;
    }

    public function patienceMs(): int
    {
        return $this->patienceMs;
    }

    public function pauseMicroseconds(int $attempt): int
    {
        return self::PAUSE_MICROSECONDS;
    }
}
