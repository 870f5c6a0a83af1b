<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

use Remise\Tests\Support\Galera;

/** The workers of a round: processes that go on where they were when they are killed. */
final class Crew
{
    public const SIZE = 6;

    private const PATIENCE_SECONDS = 120;

    /** @var array<int, resource> */
    private array $processes = [];

    public function __construct(private readonly string $place, private readonly string $directory, private readonly int $seed)
    {
        array_map($this->hire(...), range(0, self::SIZE - 1));
    }

    /** All of them, in the middle of what they do; others take their places. */
    public function kill(): void
    {
        foreach ($this->processes as $worker => $process) {
            proc_terminate($process, SIGKILL);
            proc_close($process);
            $this->hire($worker);
        }
    }

    public function stall(int $worker, int $seconds): void
    {
        proc_terminate($this->processes[$worker], SIGSTOP);
        sleep($seconds);
        proc_terminate($this->processes[$worker], SIGCONT);
    }

    /** Until each has settled what it has begun. @return list<string> what went wrong */
    public function finish(): array
    {
        $wrong = [];
        for ($end = microtime(true) + self::PATIENCE_SECONDS; $this->processes !== []; usleep(20_000)) {
            foreach ($this->processes as $worker => $process) {
                $status = proc_get_status($process);
                if ($status['running'] && microtime(true) < $end) {
                    continue;
                }
                if ($status['running']) {
                    $wrong[] = "worker $worker could not settle what it had begun";
                    proc_terminate($process, SIGKILL);
                } elseif ($status['exitcode'] !== 0) {
                    $wrong[] = "worker $worker: " . trim((string) file_get_contents("$this->directory/errors-$worker"));
                }
                proc_close($process);
                unset($this->processes[$worker]);
            }
        }

        return $wrong;
    }

    private function hire(int $worker): void
    {
        $command = [PHP_BINARY, '-d', 'opcache.enable_cli=1', __DIR__ . '/worker.php', Galera::from($this->place, $worker), $this->directory, (string) $this->seed, (string) $worker];
        $this->processes[$worker] = proc_open($command, [
            ['file', '/dev/null', 'r'],
            ['file', '/dev/null', 'w'],
            ['file', "$this->directory/errors-$worker", 'a'],
        ], $pipes);
    }
}
