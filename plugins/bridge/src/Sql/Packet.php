<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Statements that are sent at once, where each checks the one before it if that has a condition. */
final class Packet
{
    /** @var list<string> */
    private array $statements = [];
    /** @var list<?Step> what each of them is; null for one that only checks */
    private array $sent = [];
    /** @var list<int> rows, by each statement that was carried out */
    private array $changed = [];
    /** @var list<null|int|string> */
    private readonly array $values;

    /** @param list<Step> $steps */
    public function __construct(array $steps, private readonly Dialect $dialect)
    {
        $guard = $dialect->guard();
        $isOpen = false;
        foreach ($steps as $step) {
            if ($isOpen && !$step->hasGuard()) {
                $this->add("SELECT $guard", null);
            }
            $this->add($step->sql($isOpen && $step->hasGuard() ? " + $guard" : ''), $step);
            $isOpen = $step->isToBeChecked();
        }
        if ($isOpen) {
            $this->add("SELECT $guard", null);
        }
        $this->values = array_merge(...array_map(static fn (Step $step): array => $step->values, $steps));
    }

    /** @param \Closure(\PDOStatement, list<null|int|string>): void $bind */
    public function send(\PDO $pdo, string $begin, string $end, \Closure $bind): void
    {
        $this->changed = [];
        $statement = $pdo->prepare(implode('; ', [$begin, ...$this->statements, $end]));
        $bind($statement, $this->values);
        try {
            $statement->execute();
            do {
                $this->changed[] = $statement->rowCount();
            } while ($statement->nextRowset());
        } finally {
            $statement->closeCursor();
        }
    }

    /** Which step it was, when the error is that a condition was not met. */
    public function refused(\PDOException $error): ?Step
    {
        if ($this->dialect->isDuplicate($error)) {
            return $this->sent[count($this->changed) - 1] ?? null;
        }
        foreach ($this->dialect->isGuarded($error) ? array_slice($this->changed, 1) : [] as $at => $rows) {
            if ($rows !== 1 && $this->sent[$at]?->isToBeChecked()) {
                return $this->sent[$at];
            }
        }

        return null;
    }

    private function add(string $statement, ?Step $step): void
    {
        $this->statements[] = $statement;
        $this->sent[] = $step;
    }
}
