<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Step;
use Remise\Tests\Support\MariaDb;

/** A connection that is cut off: what surely was not done, or is done only once, is done on another one. */
final class LostConnectionTest extends TestCase
{
    private Connection $db;

    protected function setUp(): void
    {
        $this->db = Connection::open(MariaDb::database());
        $this->db->run('CREATE TABLE word (text VARCHAR(20) PRIMARY KEY)');
    }

    public function testReadingGoesOn(): void
    {
        $before = $this->cut();
        self::assertNotSame($before, $this->id());
    }

    public function testATransactionBeginsAnew(): void
    {
        $tries = 0;
        $this->db->transaction(function () use (&$tries): void {
            $this->db->run("INSERT INTO word VALUES ('a')");
            if (++$tries === 1) {
                $this->cut();
            }
            $this->db->run("INSERT INTO word VALUES ('b')");
        });
        self::assertSame([2, ['a', 'b']], [$tries, $this->words()]);
    }

    public function testABatchIsSentAgain(): void
    {
        $this->cut();
        self::assertNull($this->db->batch([new Step("INSERT INTO word VALUES (?)", ['a'], 'there', 0, true)]));
        self::assertSame(['a'], $this->words());
    }

    /** Nobody but its sender knows whether it may be done twice. */
    public function testAWriteByItselfIsNotRepeated(): void
    {
        $this->cut();
        try {
            $this->db->run("INSERT INTO word VALUES ('a')");
            self::fail('the caller has to know');
        } catch (\PDOException $lost) {
            self::assertTrue($this->db->dialect->isLost($lost));
        }
        self::assertSame(1, $this->db->run("INSERT INTO word VALUES ('a')"));
    }

    public function testWithoutPasswordOrServerTheReasonIsTold(): void
    {
        $this->expectExceptionMessage('Access denied');
        Connection::open(str_replace('shop@', 'stranger:wrong@', MariaDb::database()));
    }

    public function testTheNextHostIsTried(): void
    {
        $store = str_replace('?socket=', '?socket=/nowhere/socket,', MariaDb::database());
        self::assertSame([['one' => 1]], Connection::open($store)->rows('SELECT 1 AS one'));
    }

    private function cut(): int
    {
        $id = $this->id();
        MariaDb::running()->connect()->exec("KILL $id");

        return $id;
    }

    private function id(): int
    {
        return (int) ($this->db->row('SELECT CONNECTION_ID() AS id')['id'] ?? 0);
    }

    /** @return list<null|int|string> */
    private function words(): array
    {
        return array_column($this->db->rows('SELECT text FROM word ORDER BY text'), 'text');
    }
}
