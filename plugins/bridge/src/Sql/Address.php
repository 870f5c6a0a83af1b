<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Where a store is: `sqlite:FILE`, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`.
 *
 * Several hosts with commas between them are the nodes of a cluster, the nearest first. `?socket=FILE` reaches a server of this machine
 * instead, or several with commas. `?wait=SECONDS` is how long an answer may take.
 */
final class Address
{
    private const FORM = '{\Amysql://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?@]*)/(?<database>[\w$%-]+)(?:\?(?<options>.*))?\z}';
    private const HOST = '{\A(?<name>[\w.-]+|\[[\da-fA-F:.]+\])(?::(?<port>\d{1,5}))?\z}';
    private const OPTIONS = ['socket' => '{\A/}', 'wait' => '{\A[1-9]\d{0,3}\z}'];

    /** A checkout that waits longer has lost its customer. */
    private const WAIT_SECONDS = 15;
    private const CONNECT_SECONDS = 3;
    private const PORT = 3306;
    private const LAST_PORT = 65_535;

    public static function link(#[\SensitiveParameter] string $store): Link
    {
        if (str_starts_with($store, 'sqlite:')) {
            return self::file($store, substr($store, strlen('sqlite:')));
        }
        if (preg_match(self::FORM, $store, $found) !== 1) {
            throw new \InvalidArgumentException(
                'a store is `sqlite:FILE` or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`, and this is neither; '
                . 'in name and password `%`, `@`, `/` and `:` are written `%25`, `%40`, `%2F` and `%3A`',
            );
        }
        $options = self::options($found['options'] ?? '');
        $hosts = isset($options['socket'])
            ? array_map(static fn (string $file): string => "unix_socket=$file", explode(',', $options['socket']))
            : array_map(self::host(...), explode(',', $found['hosts']));
        $wait = (int) ($options['wait'] ?? self::WAIT_SECONDS);

        return new Link(array_map(static fn (string $host): \Closure => static fn (): \PDO => self::open(
            "mysql:$host;dbname=" . rawurldecode($found['database']) . ';charset=utf8mb4',
            rawurldecode($found['user']),
            rawurldecode($found['password']),
            $wait,
        ), $hosts), new MysqlDialect());
    }

    private static function file(string $store, string $file): Link
    {
        $dialect = new SqliteDialect();
        $queue = $file === ':memory:' || $file === '' ? null : new Queue("$file-queue", $dialect->patienceMs());

        return new Link([static fn (): \PDO => new \PDO($store)], $dialect, $queue);
    }

    /** @return array{socket?: string, wait?: string} */
    private static function options(string $text): array
    {
        parse_str($text, $options);
        foreach ($options as $name => $value) {
            if (!is_string($value) || preg_match(self::OPTIONS[$name] ?? '{(*FAIL)}', $value) !== 1) {
                throw new \InvalidArgumentException('what may follow a store\'s `?` is `socket=/FILE` and `wait=SECONDS`, with `&` between them');
            }
        }

        return $options;
    }

    /** As PDO calls it. */
    private static function host(string $host): string
    {
        // A mistyped one must not become this machine; nor is it repeated, since it may be a piece of a password.
        if (preg_match(self::HOST, $host, $found) !== 1 || ($found['port'] ?? 0) > self::LAST_PORT) {
            throw new \InvalidArgumentException('a store\'s host is `NAME:PORT` or `[IPV6]:PORT`, and several have only commas between them');
        }

        return "host={$found['name']};port=" . ($found['port'] ?? self::PORT);
    }

    private static function open(string $place, string $user, #[\SensitiveParameter] string $password, int $waitSeconds): \PDO
    {
        // PDO has no option for it: a connection takes over what is set while it is made.
        $before = ini_set('mysqlnd.net_read_timeout', (string) $waitSeconds);
        try {
            return new \PDO($place, $user, $password, [
                \PDO::ATTR_TIMEOUT => self::CONNECT_SECONDS,
                // A statement is prepared to be run once: values are bound here, and it takes one round trip instead of two.
                \PDO::ATTR_EMULATE_PREPARES => true,
            ]);
        } finally {
            ini_set('mysqlnd.net_read_timeout', (string) $before);
        }
    }
}
