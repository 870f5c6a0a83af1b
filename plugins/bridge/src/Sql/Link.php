<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * One open connection to a database, and how to get another when it is lost.
 *
 * A cluster has several places: the first that can be reached is kept until it is lost, and then it is the next one's turn.
 */
final class Link
{
    private ?\PDO $pdo = null;
    private int $at = 0;

    /** @var array<string, \PDOStatement> */
    private array $prepared = [];

    /**
     * @param non-empty-list<\Closure(): \PDO> $places
     * @param null|Queue                       $queue  in which writers wait, where the database has none
     */
    public function __construct(
        private readonly array $places,
        public readonly Dialect $dialect,
        private readonly ?Queue $queue = null,
    ) {
    }

    public function pdo(): \PDO
    {
        return $this->pdo ??= $this->open();
    }

    /** Prepared once, and kept. */
    public function prepare(string $sql): \PDOStatement
    {
        return $this->prepared[$sql] ??= $this->pdo()->prepare($sql);
    }

    /** When those who write are let in one at a time, what writes. */
    public function inTurn(\Closure $work): mixed
    {
        $this->queue?->enter();
        try {
            return $work();
        } finally {
            $this->queue?->leave();
        }
    }

    /** Ends what is under way, if there is somebody left to tell; or gives why not, which the failure that led here may have brought about. */
    public function undo(string $statement): ?\PDOException
    {
        try {
            $this->pdo?->exec($statement);

            return null;
        } catch (\PDOException $failure) {
            return $failure;
        }
    }

    public function drop(): void
    {
        $this->prepared = [];
        $this->pdo = null;
        $this->at++;
    }

    private function open(): \PDO
    {
        $failure = null;
        foreach ($this->places as $_) {
            try {
                return $this->ready($this->places[$this->at % count($this->places)]());
            } catch (\PDOException $failed) {
                // One that is in others' way for a moment is worth waiting for; one that cannot be reached is not.
                $failure = $failure !== null && $this->dialect->isConflict($failure) ? $failure : $failed;
                $this->at++;
            }
        }

        throw $failure;
    }

    private function ready(\PDO $pdo): \PDO
    {
        $pdo->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        $pdo->setAttribute(\PDO::ATTR_DEFAULT_FETCH_MODE, \PDO::FETCH_ASSOC);
        $pdo->setAttribute(\PDO::ATTR_STRINGIFY_FETCHES, false);
        $this->dialect->setUp($pdo);

        return $pdo;
    }
}
