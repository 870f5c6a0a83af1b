<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\System;

/**
 * Lets writers in one at a time, by a lock on a file, so that those who wait do not use up the database with asking.
 *
 * SQLite itself lets a waiting writer sleep for ever longer and then try its luck: of sixteen, one waits for seconds. Here all look again
 * after the same short time. Whether somebody may write is still the database's word: where files cannot be locked, or somebody stands
 * still with the lock in hand, all go in at once and SQLite decides as ever.
 */
final class Queue
{
    private const PAUSE_MICROSECONDS = 500;
    /** Somebody who comes back at once would have the lock before those who wait. */
    private const MOMENT_MICROSECONDS = 200;

    /** @var null|false|resource */
    private $file = null;

    public function __construct(private readonly string $path, private readonly int $patienceMs)
    {
    }

    public function enter(): void
    {
        $this->file ??= @fopen($this->path, 'c');
        if ($this->file === false) {
            return;
        }
        for ($end = System::elapsedMs() + $this->patienceMs; !flock($this->file, LOCK_EX | LOCK_NB) && System::elapsedMs() < $end;) {
            usleep(System::spread(self::PAUSE_MICROSECONDS));
        }
    }

    public function leave(): void
    {
        if (is_resource($this->file)) {
            flock($this->file, LOCK_UN);
            usleep(self::MOMENT_MICROSECONDS);
        }
    }
}
