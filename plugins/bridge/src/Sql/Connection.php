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

    /** @param null|Queue $queue in which writers wait, where the database has none */
    public function __construct(private readonly \PDO $pdo, public readonly Dialect $dialect, private readonly ?Queue $queue = null)
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
        $queue = $file === ':memory:' || $file === '' ? null : new Queue("$file-queue");

        return new self(new \PDO('sqlite:' . $file), new SqliteDialect(), $queue);
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

        return self::mysql($place, $database, rawurldecode($url['user'] ?? ''), rawurldecode($url['pass'] ?? ''));
    }

    /** @param string $place `host=HOST;port=PORT` or `unix_socket=FILE`, as PDO has it; for hosts that keep these apart already */
    public static function mysql(
        string $place,
        string $database,
        string $user,
        #[\SensitiveParameter] string $password,
    ): self {
        $pdo = new \PDO(
            "mysql:$place;dbname=$database;charset=utf8mb4",
            $user,
            $password,
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
            ? $this->patiently(fn (): mixed => $this->inTurn($work), $this->dialect->mayRepeat(...))
            : $this->within(...$this->brackets(), work: $work);
    }

    /**
     * Statements that stand or fall together: a transaction in as few round trips as the database allows.
     *
     * @param list<Step> $steps
     *
     * @return null|Step the first whose condition was not met; then nothing was done
     */
    public function batch(array $steps): ?Step
    {
        $guard = $this->dialect->guard();

        return $guard === null ? $this->oneByOne($steps) : $this->atOnce($steps, $guard);
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
        // A statement by itself is a transaction, and is tried again like one.
        return $this->depth === 0
            ? $this->patiently(fn (): \PDOStatement => $this->once($sql, $values), $this->repeats(...))
            : $this->once($sql, $values);
    }

    /** @param array<int|string, null|int|string> $values */
    private function once(string $sql, array $values): \PDOStatement
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
            throw $this->noted($error);
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

    /** @param list<Step> $steps */
    private function oneByOne(array $steps): ?Step
    {
        try {
            return $this->transaction(function () use ($steps): ?Step {
                foreach ($steps as $step) {
                    if ($this->run($step->sql(''), $step->values) !== 1 && $step->refusal !== null) {
                        throw new StepRefused($step);
                    }
                }

                return null;
            });
        } catch (StepRefused $refused) {
            return $refused->step;
        }
    }

    /** @param list<Step> $steps */
    private function atOnce(array $steps, string $guard): ?Step
    {
        [$begin, $end, $undo] = $this->brackets();
        [$statements, $sent] = self::guarded($steps, $guard);
        $sql = implode('; ', [$begin, ...$statements, $end]);
        $values = array_merge(...array_map(static fn (Step $step): array => $step->values, $steps));
        $send = function () use ($sql, $values, $undo, $sent): ?Step {
            $changed = [];
            try {
                $this->packet($sql, $values, $changed);

                return null;
            } catch (\PDOException $error) {
                $this->undo($undo);

                return $this->refused($sent, $changed, $error) ?? throw $this->noted($error);
            }
        };

        return $this->depth === 0 ? $this->patiently($send, $this->repeats(...)) : $send();
    }

    /**
     * The statements, each of which checks the one before it where that has a condition.
     *
     * @param list<Step> $steps
     *
     * @return array{list<string>, list<?Step>} and the steps that they are
     */
    private static function guarded(array $steps, string $guard): array
    {
        $statements = [];
        $sent = [];
        $isOpen = false;
        foreach ($steps as $step) {
            if ($isOpen && !$step->hasGuard()) {
                $statements[] = "SELECT $guard";
                $sent[] = null;
            }
            $statements[] = $step->sql($isOpen && $step->hasGuard() ? " + $guard" : '');
            $sent[] = $step;
            $isOpen = $step->isToBeChecked();
        }
        if ($isOpen) {
            $statements[] = "SELECT $guard";
            $sent[] = null;
        }

        return [$statements, $sent];
    }

    /** Which step it was, when the error is that a condition was not met. @param list<?Step> $sent @param list<int> $changed */
    private function refused(array $sent, array $changed, \PDOException $error): ?Step
    {
        if ($this->dialect->isDuplicate($error)) {
            return $sent[count($changed) - 1] ?? null;
        }
        foreach ($this->dialect->isGuarded($error) ? array_slice($changed, 1) : [] as $at => $rows) {
            if ($rows !== 1 && $sent[$at]?->isToBeChecked()) {
                return $sent[$at];
            }
        }

        return null;
    }

    /** @param list<null|int|string> $values @param list<int> $changed rows, by each statement that was carried out */
    private function packet(string $sql, array $values, array &$changed): void
    {
        if ($this->lost !== null) {
            throw $this->lost;
        }
        $statement = $this->pdo->prepare($sql);
        $this->bind($statement, $values);
        try {
            $statement->execute();
            do {
                $changed[] = $statement->rowCount();
            } while ($statement->nextRowset());
        } finally {
            $statement->closeCursor();
        }
    }

    /** @return array{string, string, string} how a transaction, or a part of one, begins, ends, and is undone */
    private function brackets(): array
    {
        return $this->depth === 0
            ? [$this->dialect->begin(), 'COMMIT', 'ROLLBACK']
            : [$save = 'SAVEPOINT s' . $this->depth, "RELEASE $save", "ROLLBACK TO $save"];
    }

    /** Remembers a conflict for the outermost transaction. */
    private function noted(\PDOException $error): \PDOException
    {
        $this->lost ??= $this->depth > 0 && $this->dialect->isConflict($error) ? $error : null;

        return $error;
    }

    private function inTurn(\Closure $work): mixed
    {
        $this->queue?->enter();
        try {
            return $this->within(...$this->brackets(), work: $work);
        } finally {
            $this->queue?->leave();
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

    private function repeats(\PDOException $error): bool
    {
        return $this->dialect->isConflict($error) && $this->dialect->mayRepeat($error);
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
