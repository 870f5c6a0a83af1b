<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\System;

/** A database connection: bound parameters, prepared once, and transactions that may stand inside one another. */
final class Connection
{
    /** Twice the pause each time: two seconds in all, or a little less. */
    private const ATTEMPTS = 12;
    private const FIRST_PAUSE_MICROSECONDS = 1_000;

    private int $depth = 0;

    /** A conflict within a transaction: it is over, and nothing more of it may reach the database. */
    private ?\PDOException $lost = null;

    /** @var array<string, \PDOStatement> */
    private array $prepared = [];

    public function __construct(private readonly \PDO $pdo, public readonly Dialect $dialect)
    {
        $pdo->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        $pdo->setAttribute(\PDO::ATTR_DEFAULT_FETCH_MODE, \PDO::FETCH_ASSOC);
        $pdo->setAttribute(\PDO::ATTR_STRINGIFY_FETCHES, false);
        $this->patiently(function () use ($pdo, $dialect): void {
            foreach ($dialect->onConnect() as $statement) {
                $pdo->exec($statement);
            }
        }, $dialect->isConflict(...));
    }

    public static function sqlite(string $file): self
    {
        return new self(new \PDO('sqlite:' . $file), new SqliteDialect());
    }

    /** @param string $store `sqlite:FILE`, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`, `?socket=FILE` for one of this machine */
    public static function open(#[\SensitiveParameter] string $store): self
    {
        if (str_starts_with($store, 'sqlite:')) {
            return self::sqlite(substr($store, strlen('sqlite:')));
        }
        $url = parse_url($store) ?: [];
        $database = rawurldecode(substr($url['path'] ?? '', 1));
        if (($url['scheme'] ?? '') !== 'mysql' || preg_match('/\A[\w$-]+\z/', $database) !== 1) {
            throw new \InvalidArgumentException(
                'a store is `sqlite:FILE` or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`, and this is neither',
            );
        }
        parse_str($url['query'] ?? '', $options);
        $place = isset($options['socket'])
            ? "unix_socket={$options['socket']}"
            : 'host=' . ($url['host'] ?? '127.0.0.1') . ';port=' . ($url['port'] ?? 3306);
        $pdo = new \PDO(
            "mysql:$place;dbname=$database;charset=utf8mb4",
            rawurldecode($url['user'] ?? ''),
            rawurldecode($url['pass'] ?? ''),
            // A statement is prepared to be run once: values are bound here, and it takes one round trip instead of two.
            [\PDO::ATTR_EMULATE_PREPARES => true],
        );

        return new self($pdo, new MysqlDialect());
    }

    /**
     * All or nothing; also inside another one, where only the inner part is undone when it fails.
     *
     * The outermost one is tried again where the dialect says that this helps, so `$work` may run more than once and must
     * do nothing but database work. It is tried again also when `$work` made something else of a conflict, as the engine does,
     * for which every failure of a store is alike.
     *
     * @template T
     *
     * @param \Closure(): T $work
     *
     * @return T
     */
    public function transaction(\Closure $work): mixed
    {
        return $this->depth === 0
            ? $this->patiently(
                fn (): mixed => $this->within($this->dialect->begin(), 'COMMIT', 'ROLLBACK', $work),
                $this->dialect->mayRepeat(...),
            )
            : $this->within(
                $save = 'SAVEPOINT s' . $this->depth,
                "RELEASE $save",
                "ROLLBACK TO $save",
                $work,
            );
    }

    /** Runs a statement and tells how many rows it changed. @param array<int|string, null|int|string> $values */
    public function run(string $sql, array $values = []): int
    {
        return $this->execute($sql, $values)->rowCount();
    }

    /** Inserts one row and gives the number that the database counted up. @param array<int|string, null|int|string> $values */
    public function insert(string $sql, array $values): string
    {
        $this->execute($sql, $values);

        return (string) $this->pdo->lastInsertId();
    }

    /** @param array<int|string, null|int|string> $values @return list<array<string, null|int|string>> */
    public function rows(string $sql, array $values = []): array
    {
        return $this->execute($sql, $values)->fetchAll();
    }

    /** @param array<int|string, null|int|string> $values @return null|array<string, null|int|string> */
    public function row(string $sql, array $values = []): ?array
    {
        return $this->rows($sql, $values)[0] ?? null;
    }

    /** Whether there is such a table. A database that is busy cannot tell, and says so. */
    public function has(string $table): bool
    {
        try {
            $this->pdo->query("SELECT 1 FROM $table LIMIT 1")->closeCursor();
        } catch (\PDOException $error) {
            return $this->dialect->isConflict($error) ? throw $error : false;
        }

        return true;
    }

    /** @param array<int|string, null|int|string> $values */
    private function execute(string $sql, array $values): \PDOStatement
    {
        if ($this->lost !== null) {
            throw $this->lost;
        }
        try {
            $statement = $this->prepared[$sql] ??= $this->pdo->prepare($sql);
            $this->bind($statement, $values);
            $statement->execute();

            return $statement;
        } catch (\PDOException $error) {
            $this->lost = $this->depth > 0 && $this->dialect->isConflict($error) ? $error : null;

            throw $error;
        }
    }

    /** @param array<int|string, null|int|string> $values */
    private function bind(\PDOStatement $statement, array $values): void
    {
        foreach ($values as $name => $value) {
            $type = match (true) {
                is_int($value) => \PDO::PARAM_INT,
                $value === null => \PDO::PARAM_NULL,
                default => \PDO::PARAM_STR,
            };
            $statement->bindValue(is_int($name) ? $name + 1 : $name, $value, $type);
        }
    }

    private function within(string $begin, string $end, string $undo, \Closure $work): mixed
    {
        if ($this->lost !== null) {
            throw $this->lost;
        }
        $this->pdo->exec($begin);
        $this->depth++;
        try {
            $result = $work();
            if ($this->lost !== null) {
                throw $this->lost;
            }
            $this->pdo->exec($end);

            return $result;
        } catch (\Throwable $failure) {
            $this->undo($undo);

            throw $this->lost ?? $failure;
        } finally {
            if (--$this->depth === 0) {
                $this->lost = null;
            }
        }
    }

    /** The failure that led here is the one to report; some of them have ended the transaction already. */
    private function undo(string $statement): void
    {
        try {
            $this->pdo->exec($statement);
        } catch (\PDOException) {
            return;
        }
    }

    /** @param \Closure(\PDOException): bool $mayRepeat whether trying again can help */
    private function patiently(\Closure $work, \Closure $mayRepeat): mixed
    {
        for ($attempt = 1;; $attempt++) {
            try {
                return $work();
            } catch (\PDOException $error) {
                if ($attempt >= self::ATTEMPTS || !$mayRepeat($error)) {
                    throw $error;
                }
                // Apart from each other, or those who met once would meet again.
                usleep(System::spread(self::FIRST_PAUSE_MICROSECONDS << ($attempt - 1)));
            }
        }
    }
}
