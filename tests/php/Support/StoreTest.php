<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use PHPUnit\Framework\TestCase;

/** A test of the store: over SQLite, and where a test of the same name uses `OnMariaDb`, over MariaDB too. */
abstract class StoreTest extends TestCase
{
    protected Scratch $scratch;

    protected function setUp(): void
    {
        $this->scratch = new Scratch();
    }

    protected function tearDown(): void
    {
        $this->scratch->remove();
    }

    /** The place of a store, as `Connection::open` takes it; the same for the same name. */
    protected function place(string $name = 'store'): string
    {
        return 'sqlite:' . $this->scratch->file("$name.sqlite");
    }
}
