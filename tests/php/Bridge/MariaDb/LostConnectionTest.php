<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Address;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\MysqlDialect;
use Remise\Bridge\Sql\Step;
use Remise\Tests\Support\Deaf;
use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\Store;

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

    public function testAUseThatWasTakenAndNotAnsweredIsTheCallersOwn(): void
    {
        [$store, $pdo] = $this->store();
        $answer = $this->deafly($pdo, fn (): array => $store->redeem('a', 'A', ['endAt' => 10]));
        self::assertSame(['replayed', 'held'], [$answer['outcome'], $answer['redemption']['state']]);
        self::assertSame('exhausted', $store->redeem('b', 'A')['outcome']);
    }

    public function testALateCommitThatWasDoneAndNotAnsweredIsNotRefused(): void
    {
        [$store, $pdo] = $this->store();
        $store->redeem('a', 'A', ['endAt' => 10]);
        $store->ask('release', ['key' => 'a', 'keep' => false, 'atMs' => 20]);
        self::assertSame('taken', $this->deafly($pdo, fn (): array => $store->ask('commit', ['key' => 'a', 'atMs' => 30]))['outcome']);
        self::assertSame('taken', $store->ask('commit', ['key' => 'a', 'atMs' => 40])['outcome']);
        self::assertSame([], $store->miscounted());
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

    /** With one use of the code A. @return array{Store, \PDO} */
    private function store(): array
    {
        $place = MariaDb::database();
        $pdo = Address::link($place)->pdo();
        $store = new Store($place, db: Connection::over($pdo, new MysqlDialect()));
        $store->save('A', ['hasQuantity' => true, 'quantity' => 1]);

        return [$store, $pdo];
    }

    /** What comes of it when the answer to its first packet is lost. @return array<string, mixed> */
    private function deafly(\PDO $pdo, \Closure $work): array
    {
        $pdo->setAttribute(\PDO::ATTR_STATEMENT_CLASS, [Deaf::class]);
        Deaf::$isDeaf = true;
        $answer = $work();
        self::assertFalse(Deaf::$isDeaf, 'there was a packet');

        return $answer;
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
