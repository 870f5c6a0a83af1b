<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** Runs the same command several times at once. */
final class Processes
{
    /**
     * @param list<string> $command `{n}` in it becomes the number of the process
     *
     * @return list<string> what each of them printed, errors included
     */
    public static function together(int $count, array $command): array
    {
        $running = [];
        for ($n = 0; $n < $count; $n++) {
            $own = str_replace('{n}', (string) $n, $command);
            $process = proc_open($own, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
            $running[] = [$process, $pipes[1]];
        }

        return array_map(static function (array $run): string {
            $printed = trim((string) stream_get_contents($run[1]));
            fclose($run[1]);
            proc_close($run[0]);

            return $printed;
        }, $running);
    }
}
