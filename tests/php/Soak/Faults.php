<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

use Remise\Tests\Support\Galera;
use Remise\Tests\Support\MariaDbServer;

/** What can happen to a store and to those who use it: each is over, and the store there again, when its method returns. */
final class Faults
{
    /** How long something stands still: longer than any wait in a long run. */
    private const STALL_SECONDS = ['short' => 2, 'long' => 30];
    private const PASSING_MICROSECONDS = 700_000;

    /** @param 'long'|'short' $length */
    public function __construct(
        private readonly Crew $crew,
        private readonly Weather $weather,
        private readonly null|Galera|MariaDbServer $server,
        private readonly string $length,
    ) {
    }

    /** By name. @return list<string> */
    public function all(): array
    {
        return ['killWorkers', 'stallWorker', 'clockBack', 'clockForth', ...match (true) {
            $this->server === null => ['fullDisk', 'readOnlyFile'],
            $this->server instanceof Galera => ['killNode', 'stallNode', 'dropConnections'],
            default => ['killServer', 'stallServer', 'dropConnections', 'readOnlyServer'],
        }];
    }

    public function killWorkers(): void
    {
        $this->crew->kill();
    }

    public function stallWorker(): void
    {
        $this->crew->stall($this->some(Crew::SIZE), self::STALL_SECONDS['short']);
    }

    public function clockBack(): void
    {
        $this->weather->tell('skew', (string) -mt_rand(1, 7_200_000));
    }

    public function clockForth(): void
    {
        $this->weather->tell('skew', (string) mt_rand(0, 5_000));
    }

    public function fullDisk(): void
    {
        $this->passing('full');
    }

    public function readOnlyFile(): void
    {
        $this->passing('readonly');
    }

    public function killServer(): void
    {
        $this->server->kill();
        $this->server->start();
    }

    public function stallServer(): void
    {
        $this->server->freeze();
        sleep(self::STALL_SECONDS[$this->length]);
        $this->server->wake();
    }

    public function readOnlyServer(): void
    {
        $this->server->connect()->exec('SET GLOBAL read_only = 1');
        usleep(self::PASSING_MICROSECONDS);
        $this->server->connect()->exec('SET GLOBAL read_only = 0');
    }

    public function dropConnections(): void
    {
        foreach ($this->server instanceof Galera ? $this->server->nodes : [$this->server] as $server) {
            $server->connect()->exec("KILL USER 'shop'@'localhost'");
        }
    }

    public function killNode(): void
    {
        $node = $this->some(Galera::NODES);
        $this->server->nodes[$node]->kill();
        usleep(self::PASSING_MICROSECONDS);
        $this->server->join($node);
    }

    public function stallNode(): void
    {
        $node = $this->server->nodes[$this->some(Galera::NODES)];
        $node->freeze();
        sleep(self::STALL_SECONDS[$this->length]);
        $node->wake();
        $node->await(Galera::SYNCED);
    }

    private function passing(string $what): void
    {
        $this->weather->tell($what);
        usleep(self::PASSING_MICROSECONDS);
        $this->weather->untell($what);
    }

    private function some(int $count): int
    {
        return mt_rand(0, $count - 1);
    }
}
