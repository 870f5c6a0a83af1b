<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A MariaDB server of the tests' own: started when a test first asks, stopped with the tests. */
final class MariaDb
{
    /** What a crash leaves is not what most tests are about. */
    private const QUICK = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=64M'];

    private static ?MariaDbServer $running = null;

    /**
     * A new, empty database, as `Connection::open` takes it.
     *
     * @param list<string> $options of a server that is not running yet
     */
    public static function database(array $options = self::QUICK): string
    {
        return self::create(self::running($options), self::running()->socket());
    }

    /** @param list<string> $options of a server that is not running yet */
    public static function running(array $options = self::QUICK): MariaDbServer
    {
        return self::$running ??= self::start($options);
    }

    /** Its owner may do what the README grants, and no more. @param string $sockets of the server, and of others of its cluster */
    public static function create(MariaDbServer $server, string $sockets): string
    {
        $name = 'remise_' . bin2hex(random_bytes(4));
        $server->connect()->exec("CREATE DATABASE $name; CREATE USER IF NOT EXISTS shop@localhost; GRANT ALL ON $name.* TO shop@localhost");

        return "mysql://shop@localhost/$name?socket=$sockets";
    }

    /** Its socket, and the database of this name, empty. */
    public static function emptied(string $name): string
    {
        self::$running ??= self::start(self::QUICK);
        self::$running->connect()->exec("DROP DATABASE IF EXISTS $name; CREATE DATABASE $name");

        return self::$running->socket();
    }

    /** @param list<string> $options */
    private static function start(array $options): MariaDbServer
    {
        $server = (new MariaDbServer(new Scratch(), $options))->install();
        $server->start();
        register_shutdown_function(static function () use ($server): void {
            $server->stop();
            $server->files->remove();
        });

        return $server;
    }
}
