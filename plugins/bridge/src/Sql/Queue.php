<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Lets writers in one after the other, in the order in which they came.
 *
 * SQLite itself lets a waiting writer sleep for ever longer and then try its luck: of sixteen, one waits for seconds. The kernel keeps
 * those who wait for a lock on a file in line, and who dies leaves it. Whether somebody may write is still the database's word: where
 * files cannot be locked, all go in at once and SQLite decides as ever.
 */
final class Queue
{
    private const MOMENT_MICROSECONDS = 200;

    /** @var null|false|resource */
    private $file = null;

    public function __construct(private readonly string $path)
    {
    }

    public function enter(): void
    {
        $this->file ??= @fopen($this->path, 'c');
        if ($this->file !== false) {
            flock($this->file, LOCK_EX);
        }
    }

    public function leave(): void
    {
        if (is_resource($this->file)) {
            flock($this->file, LOCK_UN);
            // Whoever is woken needs a moment to take the lock; somebody who comes back at once would have it first.
            usleep(self::MOMENT_MICROSECONDS);
        }
    }
}
