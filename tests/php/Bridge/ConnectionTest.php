<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Column;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Dialect;
use Remise\Bridge\Sql\Link;
use Remise\Bridge\Sql\Migrations;
use Remise\Bridge\Sql\Queue;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\Sql\SqliteDialect;
use Remise\Bridge\Sql\Table;
use Remise\Tests\Support\Scratch;

/** Transactions in transactions, and a table without SQL. */
final class ConnectionTest extends TestCase
{
    private Scratch $scratch;
    private Connection $db;
    private Rows $words;

    protected function setUp(): void
    {
        $this->scratch = new Scratch();
        $this->db = Connection::open('sqlite:' . $this->scratch->file('a.sqlite'));
        $table = new Table('word', ['id' => Column::id(), 'text' => Column::key(), 'seen' => Column::int()->optional()], [['text']]);
        (new Migrations('test', [1 => [$table]]))->run($this->db);
        $this->words = new Rows($this->db, 'word');
    }

    protected function tearDown(): void
    {
        unset($this->db, $this->words);
        $this->scratch->remove();
    }

    public function testAnInnerFailureUndoesTheInnerPartOnly(): void
    {
        $this->db->transaction(function (): void {
            $this->words->insert(['text' => 'outer']);
            try {
                $this->db->transaction(function (): void {
                    $this->words->insert(['text' => 'inner']);

                    throw new \DomainException('no');
                });
            } catch (\DomainException) {
                $this->words->insert(['text' => 'after']);
            }
        });
        self::assertSame(['outer', 'after'], array_column($this->words->all(), 'text'));
    }

    public function testAnOuterFailureUndoesEverything(): void
    {
        try {
            $this->db->transaction(function (): void {
                $this->db->transaction(fn () => $this->words->insert(['text' => 'inner']));

                throw new \DomainException('no');
            });
            self::fail('the failure comes through');
        } catch (\DomainException) {
            self::assertSame([], $this->words->all());
        }
        $this->words->insert(['text' => 'next']);
        self::assertSame(1, $this->words->count([]));
    }

    /** BEGIN IMMEDIATE has waited already, so nothing is waited for twice. */
    public function testALockedDatabaseIsWaitedForOnce(): void
    {
        $file = $this->scratch->file('a.sqlite');
        $other = Connection::over(new \PDO("sqlite:$file"), new SqliteDialect(200));
        $this->db->run('BEGIN EXCLUSIVE');
        $began = microtime(true);
        try {
            $other->transaction(static fn () => self::fail('somebody else is writing'));
        } catch (\PDOException $busy) {
            self::assertTrue($other->dialect->isConflict($busy));
            self::assertEqualsWithDelta(0.3, microtime(true) - $began, 0.2);
        }
        self::assertSame([], $other->rows('SELECT * FROM word'));
        $this->db->run('COMMIT');
        self::assertSame('free', $other->transaction(static fn (): string => 'free'));
    }

    public function testWhoStandsStillInTheQueueHoldsNobodyUpForLong(): void
    {
        $file = $this->scratch->file('a.sqlite');
        $standing = fopen("$file-queue", 'c');
        flock($standing, LOCK_EX);
        $dialect = new SqliteDialect(200);
        $link = new Link([static fn (): \PDO => new \PDO("sqlite:$file")], $dialect, new Queue("$file-queue", $dialect->patienceMs()));
        $db = new Connection($link, $dialect);
        $began = microtime(true);
        self::assertSame('done', $db->transaction(static fn (): string => 'done'));
        self::assertGreaterThan(0.19, microtime(true) - $began, 'it has waited for its turn');
        flock($standing, LOCK_UN);
    }

    public function testADatabaseThatCannotEvenBeReadIsNotWaitedForLong(): void
    {
        $this->db->run('PRAGMA locking_mode = EXCLUSIVE');
        $this->words->insert(['text' => 'mine']);
        $began = microtime(true);
        $this->expectException(\PDOException::class);
        try {
            Connection::open('sqlite:' . $this->scratch->file('a.sqlite'));
        } finally {
            self::assertLessThan(4, microtime(true) - $began);
        }
    }

    public function testADialectMayHaveATransactionRepeated(): void
    {
        $dialect = $this->createMock(Dialect::class);
        $dialect->method('begin')->willReturn('BEGIN');
        $dialect->method('patienceMs')->willReturn(5_000);
        $dialect->method('mayRepeat')->willReturnOnConsecutiveCalls(true, true, false);
        $db = Connection::over(new \PDO('sqlite::memory:'), $dialect);
        $tries = 0;
        try {
            $db->transaction(static function () use (&$tries): void {
                $tries++;

                throw new \PDOException('deadlock');
            });
            self::fail('the third failure comes through');
        } catch (\PDOException) {
            self::assertSame(3, $tries);
        }
    }

    /** The engine makes an answer of every failure of its store; the transaction round it begins again nevertheless. */
    public function testAConflictThatTheWorkMakesLightOfEndsTheTransactionAllTheSame(): void
    {
        $dialect = $this->createMock(Dialect::class);
        $dialect->method('begin')->willReturn('BEGIN');
        $dialect->method('patienceMs')->willReturn(5_000);
        $dialect->method('isConflict')->willReturn(true);
        $dialect->method('mayRepeat')->willReturn(true);
        $db = Connection::over(new \PDO('sqlite::memory:'), $dialect);
        $db->run('CREATE TABLE word (text TEXT)');
        $tries = 0;
        $said = $db->transaction(function () use ($db, &$tries): string {
            $answer = static function (string $sql) use ($db): string {
                try {
                    $db->run($sql);

                    return 'ok';
                } catch (\PDOException) {
                    return 'failed';
                }
            };

            return ++$tries === 1
                ? $answer('INSERT INTO missing VALUES (1)') . $db->transaction(fn () => $answer("INSERT INTO word VALUES ('lost')"))
                : $answer("INSERT INTO word VALUES ('kept')");
        });
        self::assertSame(['ok', 2], [$said, $tries]);
        self::assertSame([['text' => 'kept']], $db->rows('SELECT text FROM word'));
    }

    /** A node tells of it with whatever comes next. @return array<string, array{string}> */
    public static function edges(): array
    {
        return ['beginning' => ['SAVEPOINT s1'], 'end' => ['RELEASE SAVEPOINT s1'], 'undoing' => ['ROLLBACK TO SAVEPOINT s1']];
    }

    /** @dataProvider edges */
    public function testAConflictAtTheEdgeOfAPartEndsTheTransactionAllTheSame(string $edge): void
    {
        $pdo = new class ('sqlite::memory:') extends \PDO {
            public string $fatal = '';

            public function exec(string $statement): int|false
            {
                if ($statement !== $this->fatal) {
                    return parent::exec($statement);
                }
                parent::exec('ROLLBACK');
                $this->fatal = '';

                throw new \PDOException('deadlock');
            }
        };
        $dialect = $this->createMock(Dialect::class);
        $dialect->method('begin')->willReturn('BEGIN');
        $dialect->method('patienceMs')->willReturn(5_000);
        $dialect->method('isConflict')->willReturn(true);
        $dialect->method('mayRepeat')->willReturn(true);
        $db = Connection::over($pdo, $dialect);
        $db->run('CREATE TABLE word (text TEXT)');
        $pdo->fatal = $edge;
        $tries = 0;
        $db->transaction(function () use ($db, $edge, &$tries): void {
            $tries++;
            $db->run("INSERT INTO word VALUES ('before')");
            try {
                $db->transaction(static fn () => str_starts_with($edge, 'ROLLBACK') ? throw new \DomainException('no') : null);
            } catch (\DomainException|\PDOException) {
                $db->run("INSERT INTO word VALUES ('behind')");
            }
        });
        self::assertSame(2, $tries);
        self::assertSame('before', $db->rows('SELECT text FROM word')[0]['text'] ?? null);
    }

    public function testRowsAreFoundChangedAndRemoved(): void
    {
        foreach (['b', 'a', 'c'] as $text) {
            $this->words->insert(['text' => $text, 'seen' => null]);
        }
        self::assertSame(['c', 'b', 'a'], array_column($this->words->all([], '-text'), 'text'));
        self::assertSame(['b'], array_column($this->words->all([], 'id', 1), 'text'));
        self::assertSame(2, $this->words->update(['seen' => 1], ['text' => ['a', 'b', 'x']]));
        self::assertSame(1, $this->words->one(['text' => 'a'])['seen'] ?? null);
        self::assertSame(2, $this->words->count(['text' => ['a', 'x']], ['seen' => 1]));
        $this->words->update(['seen' => 7], ['text' => 'b']);
        self::assertSame(1, $this->words->deleteBelow('seen', 7));
        self::assertSame(['b', 'c'], array_column($this->words->all(), 'text'));
    }

    public function testValuesAreNeverPartOfAStatement(): void
    {
        $nasty = "x'); DROP TABLE word; --";
        $this->words->insert(['text' => $nasty]);
        self::assertSame($nasty, $this->words->one(['text' => $nasty])['text'] ?? null);
        $this->expectException(\InvalidArgumentException::class);
        $this->words->all(['text = 1 OR 1' => 1]);
    }
}
