<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** Runs the same command several times at once. */
final class Processes
{
    /** What PHP does first in a process that begins when all others can. */
    public const READY = 'echo "\n"; fgets(STDIN);';

    /**
     * @param list<string> $command `{n}` in it becomes the number of the process
     * @param bool         $ready   whether each does `READY`
     *
     * @return list<string> what each of them printed, errors included
     */
    public static function together(int $count, array $command, bool $ready = false): array
    {
        $running = [];
        for ($n = 0; $n < $count; $n++) {
            $own = str_replace('{n}', (string) $n, $command);
            $process = proc_open($own, [['pipe', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes);
            $running[] = [$process, $pipes[1], $pipes[0]];
        }
        foreach ($ready ? $running : [] as $run) {
            fgets($run[1]);
        }
        array_map(static fn (array $run): bool => fclose($run[2]), $running);

        return array_map(static function (array $run): string {
            $printed = trim((string) stream_get_contents($run[1]));
            fclose($run[1]);
            proc_close($run[0]);

            return $printed;
        }, $running);
    }
}
