<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A database connection: bound parameters, prepared once, and transactions that may stand inside one another. */
final class Connection
{
    /** Twice the pause each time: two seconds in all. */
    private const ATTEMPTS = 12;
    private const FIRST_PAUSE_MICROSECONDS = 1_000;

    private int $depth = 0;

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

    /**
     * All or nothing; also inside another one, where only the inner part is undone when it fails.
     *
     * The outermost one is tried again where the dialect says that this helps, so `$work` may run more than once and must
     * do nothing but database work.
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
        $statement = $this->prepared[$sql] ??= $this->pdo->prepare($sql);
        foreach ($values as $name => $value) {
            $type = match (true) {
                is_int($value) => \PDO::PARAM_INT,
                $value === null => \PDO::PARAM_NULL,
                default => \PDO::PARAM_STR,
            };
            $statement->bindValue(is_int($name) ? $name + 1 : $name, $value, $type);
        }
        $statement->execute();

        return $statement;
    }

    private function within(string $begin, string $end, string $undo, \Closure $work): mixed
    {
        $this->pdo->exec($begin);
        $this->depth++;
        try {
            $result = $work();
            $this->pdo->exec($end);

            return $result;
        } catch (\Throwable $failure) {
            $this->undo($undo);

            throw $failure;
        } finally {
            $this->depth--;
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
                usleep(self::FIRST_PAUSE_MICROSECONDS << ($attempt - 1));
            }
        }
    }
}
