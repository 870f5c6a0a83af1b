<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\KeyedRequest;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** What is done under an `Idempotency-Key` is done once, whatever becomes of the worker that does it. */
class OnceTest extends StoreTest
{
    private Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = KeyedRequest::store($this->place());
    }

    protected function tearDown(): void
    {
        unset($this->store);
        parent::tearDown();
    }

    public function testAWorkerThatDiesBeforeItsAnswerIsKeptHasDoneNothing(): void
    {
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . 'Remise\Tests\Support\KeyedRequest::send(Remise\Tests\Support\KeyedRequest::store($argv[1]), static function (string $op): void {'
            . 'if ($op === "settleKey") { echo "dies"; flush(); exec("kill -9 " . getmypid()); sleep(9); } });';
        self::assertSame(['dies'], Processes::together(1, [PHP_BINARY, '-r', $code, '--', $this->place()]));
        self::assertSame([0, 0], $this->counts());
        $first = KeyedRequest::send($this->store);
        $again = KeyedRequest::send($this->store);
        self::assertSame([201, 1, 1], [$first->status, ...$this->counts()]);
        self::assertSame([$first->body, 'true'], [$again->body, $again->headers['idempotency-replayed']]);
    }

    public function testAnAnswerThatCannotBeKeptUndoesWhatWasDone(): void
    {
        $answer = KeyedRequest::send($this->store, static function (string $op): void {
            if ($op === 'settleKey') {
                throw new \RuntimeException('the disk is full');
            }
        });
        self::assertSame([503, 0, 0], [$answer->status, ...$this->counts()]);
        self::assertSame(201, KeyedRequest::send($this->store)->status);
    }

    public function testAShopThatFailsBehindTheWorkUndoesIt(): void
    {
        $answer = KeyedRequest::send($this->store, static function (string $op): void {
            if ($op === 'publish') {
                throw new \RuntimeException('the checkout is closed');
            }
        });
        self::assertSame([503, 0, 0], [$answer->status, ...$this->counts()]);
    }

    public function testWhoComesMeanwhileWaitsForTheFirstAnswer(): void
    {
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . 'echo Remise\Tests\Support\KeyedRequest::send(Remise\Tests\Support\KeyedRequest::store($argv[1]))->body;';
        $printed = Processes::together(4, [PHP_BINARY, '-r', $code, '--', $this->place()]);
        self::assertCount(1, array_unique($printed), implode("\n", $printed));
        self::assertSame([1, 1], $this->counts());
    }

    /** @return array{int, int} coupons and keys */
    private function counts(): array
    {
        $count = fn (string $table): int => $this->store->db->row("SELECT COUNT(*) AS n FROM $table")['n'] ?? -1;

        return [$count('remise_code'), $count('remise_key')];
    }
}
