<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** MariaDB 10.5 and newer, alone or as a Galera cluster. What MySQL 8 would refuse is avoided; it was not tried yet. */
final class MysqlDialect implements Dialect
{
    /** What others bring about: deadlock (also a failed certification), lock wait, not ready, "read again", interrupted. */
    private const CONFLICTS = [1213, 1205, 1047, 1020, 1317];
    /** A row that came in since we looked: whoever looks again finds it. */
    private const DUPLICATE = 1062;
    /** Table, column, index: there already. */
    private const THERE = [1050, 1060, 1061];
    /** Table that is not there, with and without its database's other tables. */
    private const MISSING = [1146, 1051];
    /** Gone away, lost during a query, shut down, killed by an admin, timed out. */
    private const LOST = [2006, 2013, 2055, 1053, 1927, 4031];
    /** A node that left its cluster, or is not in it yet. */
    private const NOT_READY = 1047;
    private const LOCK_WAIT_SECONDS = 5;
    private const PATIENCE_MS = 5_000;
    private const FIRST_PAUSE_MICROSECONDS = 1_000;
    /** The pause doubles so often. */
    private const DOUBLINGS = 8;
    private const SLOTS = 16;
    private const OUT_OF_RANGE = 1690;

    /** Whether the server is one of a Galera cluster. */
    private bool $isNode = false;

    public function setUp(\PDO $pdo): void
    {
        // Strict, so that nothing is ever cut to fit. Each statement sees what is committed when it begins: what decides
        // is the condition of a statement, on the newest row, and gaps are not locked against the inserts of others.
        $asked = $pdo->query("SHOW VARIABLES LIKE 'wsrep_on'; "
            . "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT,NO_ENGINE_SUBSTITUTION', "
            . 'innodb_lock_wait_timeout = ' . self::LOCK_WAIT_SECONDS
            . '; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
        $this->isNode = ($asked->fetch()['Value'] ?? null) === 'ON';
        while ($asked->nextRowset());
        if ($this->isNode) {
            // Who reads here waits until what was committed on other nodes before is here too.
            $pdo->exec('SET SESSION wsrep_sync_wait = 1');
        }
    }

    public function begin(): string
    {
        return 'START TRANSACTION';
    }

    public function column(Column $column): string
    {
        // Keys are compared to the byte, as SQLite does: no collation, and no blanks at the end that do not count.
        $type = match ($column->kind) {
            'id' => 'BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY',
            'int' => 'BIGINT',
            'key' => 'VARBINARY(512)',
            'text' => 'MEDIUMTEXT',
        };

        return $column->kind === 'id' || $column->optional ? $type : "$type NOT NULL";
    }

    public function tableSuffix(): string
    {
        return ' ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';
    }

    public function insertUnlessThere(string $table, string $rest, string $column = 'id'): string
    {
        // INSERT IGNORE would also pass over what is too long, or refers to nothing.
        return "INSERT INTO $table $rest ON DUPLICATE KEY UPDATE $table.$column = $table.$column";
    }

    public function insertNew(string $table, string $rest): string
    {
        return "INSERT INTO $table $rest";
    }

    public function isDuplicate(\PDOException $error): bool
    {
        return ($error->errorInfo[1] ?? null) === self::DUPLICATE;
    }

    public function guard(): ?string
    {
        // A node goes on with a packet when another node's change ends the transaction between two of its statements: the rest is then
        // done without the beginning. Of statements that come one by one the next one fails.
        // Otherwise: the largest number there is, and one more unless one row was changed.
        return $this->isNode ? null : '0 * (9223372036854775807 + (ROW_COUNT() <> 1))';
    }

    public function isGuarded(\PDOException $error): bool
    {
        return ($error->errorInfo[1] ?? null) === self::OUT_OF_RANGE;
    }

    public function slots(): int
    {
        return self::SLOTS;
    }

    public function slot(): string
    {
        // Of a cluster's n nodes each has every n-th slot for itself, and its connections share these out among them.
        $own = '((' . self::SLOTS . ' - @@auto_increment_offset) DIV @@auto_increment_increment + 1)';

        return "(@@auto_increment_offset - 1 + @@auto_increment_increment * (CONNECTION_ID() % $own)) % " . self::SLOTS;
    }

    public function by(string $index): string
    {
        return " FORCE INDEX ($index)";
    }

    public function isThere(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, self::THERE, true);
    }

    public function isConflict(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, self::CONFLICTS, true) || ($error->errorInfo[0] ?? null) === '40001';
    }

    public function mayRepeat(\PDOException $error): bool
    {
        return $this->isConflict($error) || $this->isDuplicate($error);
    }

    public function isLost(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, [...self::LOST, self::NOT_READY], true);
    }

    public function isMissing(\PDOException $error): bool
    {
        return in_array($error->errorInfo[1] ?? null, self::MISSING, true);
    }

    public function patienceMs(): int
    {
        return self::PATIENCE_MS;
    }

    public function pauseMicroseconds(int $attempt): int
    {
        return self::FIRST_PAUSE_MICROSECONDS << min($attempt - 1, self::DOUBLINGS);
    }
}
