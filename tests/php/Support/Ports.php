<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** Ports of this machine that nobody listens on. */
final class Ports
{
    /** @return list<int> different ones */
    public static function free(int $count): array
    {
        $sockets = array_map(static fn (): mixed => stream_socket_server('tcp://127.0.0.1:0'), range(1, $count));

        return array_map(static fn (mixed $socket): int => (int) substr(strrchr((string) stream_socket_get_name($socket, false), ':'), 1), $sockets);
    }
}
