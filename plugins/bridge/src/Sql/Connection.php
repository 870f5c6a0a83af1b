<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\System;

/**
 * A database connection: bound parameters, prepared once, and transactions that may stand inside one another.
 *
 * What only met others in its way is tried again for a while. A connection that was lost is opened again, on another node where there is
 * one; what was under way is repeated if it is sure not to have been done, or to be done only once.
 */
final class Connection
{
    /** Until a database that cannot be opened just now is given up. */
    private const OPENING_MS = 2_000;
    /** A whole transaction. */
    private const UNDO = 'ROLLBACK';

    private int $depth = 0;
    private bool $isEnding = false;

    /** A conflict within a transaction: it is over, and nothing more of it may reach the database. */
    private ?\PDOException $lost = null;

    public function __construct(private readonly Link $link, public readonly Dialect $dialect)
    {
        $this->patiently(static fn (): \PDO => $link->pdo(), $dialect->isConflict(...), self::OPENING_MS);
    }

    /** @param string $store as `Address` says */
    public static function open(#[\SensitiveParameter] string $store): self
    {
        $link = Address::link($store);

        return new self($link, $link->dialect);
    }

    /** Over what a host has open already; lost, it is lost for good. */
    public static function over(\PDO $pdo, Dialect $dialect): self
    {
        return new self(new Link([static fn (): \PDO => $pdo], $dialect), $dialect);
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
        // Whether a commit that was not answered took place, only the caller can find out.
        return $this->whole($work, fn (): bool => !$this->isEnding);
    }

    /**
     * Statements that stand or fall together: a transaction in as few round trips as the database allows.
     *
     * It may be sent twice, when no answer came to the first; so one of the steps has to be one that is refused the second time.
     *
     * @param list<Step> $steps
     *
     * @return null|Step the first whose condition was not met; then nothing was done
     */
    public function batch(array $steps): ?Step
    {
        return $this->dialect->guard() === null ? $this->oneByOne($steps) : $this->atOnce(new Packet($steps, $this->dialect));
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

        return (string) $this->link->pdo()->lastInsertId();
    }

    /** @param array<int|string, null|int|string> $values @return list<array<string, null|int|string>> */
    public function rows(string $sql, array $values = []): array
    {
        return $this->execute($sql, $values, isReading: true)->fetchAll();
    }

    /** @param array<int|string, null|int|string> $values @return null|array<string, null|int|string> */
    public function row(string $sql, array $values = []): ?array
    {
        return $this->rows($sql, $values)[0] ?? null;
    }

    /** Whether there is such a table. A database that is busy or gone cannot tell, and says so. */
    public function has(string $table): bool
    {
        try {
            $this->rows("SELECT 1 FROM $table LIMIT 1");
        } catch (\PDOException $error) {
            return $this->dialect->isMissing($error) ? false : throw $error;
        }

        return true;
    }

    /** @param array<int|string, null|int|string> $values */
    private function execute(string $sql, array $values, bool $isReading = false): \PDOStatement
    {
        // A statement by itself is a transaction, and is tried again like one.
        return $this->depth === 0
            ? $this->patiently(fn (): \PDOStatement => $this->once($sql, $values), fn (\PDOException $error): bool =>
                $this->repeats($error) || ($isReading && $this->dialect->isLost($error)))
            : $this->once($sql, $values);
    }

    /** @param array<int|string, null|int|string> $values */
    private function once(string $sql, array $values): \PDOStatement
    {
        $this->goOn();
        $statement = null;
        try {
            $statement = $this->link->prepare($sql);
            self::bind($statement, $values);
            $statement->execute();

            return $statement;
        } catch (\PDOException $error) {
            // SQLite's is still open when it has found somebody in its way.
            $statement?->closeCursor();

            throw $this->noted($error);
        }
    }

    /** @param array<int|string, null|int|string> $values */
    private static function bind(\PDOStatement $statement, array $values): void
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
            return $this->whole(function () use ($steps): ?Step {
                foreach ($steps as $step) {
                    if (!$this->isDone($step)) {
                        throw new StepRefused($step);
                    }
                }

                return null;
            }, static fn (): bool => true);
        } catch (StepRefused $refused) {
            return $refused->step;
        }
    }

    private function isDone(Step $step): bool
    {
        try {
            return $this->run($step->sql(''), $step->values) === 1 || $step->refusal === null;
        } catch (\PDOException $error) {
            return $step->isNew && $this->dialect->isDuplicate($error) ? false : throw $error;
        }
    }

    private function atOnce(Packet $packet): ?Step
    {
        [$begin, $end, $undo] = $this->brackets();
        $send = function () use ($packet, $begin, $end, $undo): ?Step {
            $this->goOn();
            try {
                $packet->send($this->link->pdo(), $begin, $end, self::bind(...));

                return null;
            } catch (\PDOException $error) {
                $refused = $packet->refused($error);
                if ($refused === null) {
                    $this->noted($error);
                }
                $this->undo($undo);

                return $refused ?? throw $error;
            }
        };
        $mayRepeat = fn (\PDOException $error): bool => $this->repeats($error) || $this->dialect->isLost($error);

        return $this->depth === 0 ? $this->patiently($send, $mayRepeat) : $send();
    }

    /** @return array{string, string, string} how a transaction, or a part of one, begins, ends, and is undone */
    private function brackets(): array
    {
        return $this->depth === 0
            ? [$this->dialect->begin(), 'COMMIT', self::UNDO]
            : [$save = 'SAVEPOINT s' . $this->depth, "RELEASE $save", "ROLLBACK TO $save"];
    }

    /** Remembers for the outermost transaction what has ended it. */
    private function noted(\PDOException $error): \PDOException
    {
        $isOver = $this->dialect->isConflict($error) || $this->dialect->isLost($error);
        $this->lost ??= $this->depth > 0 && $isOver ? $error : null;

        return $error;
    }

    private function goOn(): void
    {
        if ($this->lost !== null) {
            throw $this->lost;
        }
    }

    /** A transaction, or a part of one. @param \Closure(): bool $mayComeTwice whether it may be done again when no answer came */
    private function whole(\Closure $work, \Closure $mayComeTwice): mixed
    {
        $once = fn (): mixed => $this->within(...$this->brackets(), work: $work);

        return $this->depth > 0 ? $once() : $this->patiently(
            fn (): mixed => $this->link->inTurn($once),
            fn (\PDOException $error): bool => $this->dialect->isLost($error) ? $mayComeTwice() : $this->dialect->mayRepeat($error),
        );
    }

    private function within(string $begin, string $end, string $undo, \Closure $work): mixed
    {
        $this->goOn();
        $this->isEnding = false;
        $this->say($begin);
        $this->depth++;
        try {
            $result = $work();
            $this->goOn();
            $this->isEnding = $this->depth === 1;
            $this->say($end);

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

    /** How a transaction, or a part of one, begins or ends: also there it may turn out that it is over. */
    private function say(string $bracket): void
    {
        try {
            $this->link->pdo()->exec($bracket);
        } catch (\PDOException $error) {
            throw $this->noted($error);
        }
    }

    /** A part that cannot be undone was a part of nothing any more: what would follow it would stand alone. */
    private function undo(string $bracket): void
    {
        $failure = $this->link->undo($bracket);
        $this->lost ??= $bracket === self::UNDO ? null : $failure;
    }

    private function repeats(\PDOException $error): bool
    {
        return $this->dialect->isConflict($error) && $this->dialect->mayRepeat($error);
    }

    /** @param \Closure(\PDOException): bool $mayRepeat whether trying again can help */
    private function patiently(\Closure $work, \Closure $mayRepeat, ?int $patienceMs = null): mixed
    {
        $end = System::elapsedMs() + ($patienceMs ?? $this->dialect->patienceMs());
        for ($attempt = 1;; $attempt++) {
            try {
                return $work();
            } catch (\PDOException $error) {
                if ($this->dialect->isLost($error)) {
                    $this->link->drop();
                }
                if (!$mayRepeat($error) || System::elapsedMs() >= $end) {
                    throw $error;
                }
                // Apart from each other, or those who met once would meet again.
                usleep(System::spread($this->dialect->pauseMicroseconds($attempt)));
            }
        }
    }
}
