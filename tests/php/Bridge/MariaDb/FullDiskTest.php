<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use PHPUnit\Framework\TestCase;
use Remise\Tests\Support\MariaDb;
use Remise\Tests\Support\MariaDbServer;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

/** A server with no room left: what cannot be written is refused as a whole, and can be sent again. */
final class FullDiskTest extends TestCase
{
    private const FULL = 1114;

    private MariaDbServer $server;

    protected function setUp(): void
    {
        $room = ['--innodb-file-per-table=0', '--innodb-data-file-path=ibdata1:12M:autoextend:max:20M', '--innodb-buffer-pool-size=16M'];
        $this->server = (new MariaDbServer(new Scratch(), $room))->install();
        $this->server->start();
    }

    protected function tearDown(): void
    {
        $this->server->stop();
        $this->server->files->remove();
    }

    public function testNoRoomIsToldAndNothingHalfDone(): void
    {
        $store = new Store(MariaDb::create($this->server, $this->server->socket()));
        $store->save('A', ['hasQuantity' => true, 'quantity' => 100_000]);
        $store->db->run('CREATE TABLE filler (id INT AUTO_INCREMENT PRIMARY KEY, body LONGTEXT)');
        $this->fill($store, 100_000);
        $this->fill($store, 1_000);
        for ($taken = 0; isset($store->answer('redeem', $this->use($store, $taken))['ok']); $taken++) {
            self::assertLessThan(5_000, $taken, 'it is never full');
        }
        self::assertStringContainsString('is full', implode($store->log));
        self::assertSame([], $store->miscounted());
        self::assertSame($taken, $store->find('A')['redeemed']);

        $this->drop($store);
        // The server gives the room back in its own time.
        for ($end = microtime(true) + 30; isset(($answer = $store->answer('redeem', $this->use($store, $taken)))['failed']) && microtime(true) < $end;) {
            usleep(100_000);
        }
        self::assertSame('taken', $answer['ok']['outcome'] ?? null);
        self::assertSame($taken + 1, $store->find('A')['redeemed']);
        self::assertSame([], $store->miscounted());
    }

    /** To give room back takes a little room too, which the server finds when it has cleared what is undone. */
    private function drop(Store $store): void
    {
        for ($end = microtime(true) + 30;;) {
            try {
                $store->db->run('DROP TABLE filler');

                return;
            } catch (\PDOException $full) {
                self::assertSame(self::FULL, $full->errorInfo[1] ?? null, $full->getMessage());
                self::assertLessThan($end, microtime(true), 'no room is given back');
                usleep(100_000);
            }
        }
    }

    private function fill(Store $store, int $bytes): void
    {
        try {
            while (true) {
                $store->db->run('INSERT INTO filler (body) VALUES (?)', [str_repeat('x', $bytes)]);
            }
        } catch (\PDOException $full) {
            self::assertSame(self::FULL, $full->errorInfo[1] ?? null, $full->getMessage());
        }
    }

    /** @return array<string, mixed> */
    private function use(Store $store, int $number): array
    {
        return $store->place('A') + [
            'key' => "order-$number",
            'request' => 'request',
            'codes' => [['codeKey' => 'A', 'discountMinor' => 100]],
            'applied' => str_repeat('{"answer":"applied"}', 100),
            'atMs' => 2,
        ];
    }
}
