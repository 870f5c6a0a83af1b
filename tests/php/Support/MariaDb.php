<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A MariaDB server of the tests' own, in a directory that goes with it: started when a test first asks, stopped with the tests. */
final class MariaDb
{
    /** What a crash leaves is not what most tests are about. */
    private const QUICK = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=64M'];
    private const PATIENCE_SECONDS = 60;

    private static ?self $running = null;
    private static int $databases = 0;

    /** @var resource */
    private $process;

    /** @param list<string> $options */
    private function __construct(private readonly Scratch $data, array $options)
    {
        $data = "--datadir={$this->data->file('data')}";
        $as = posix_geteuid() === 0 ? ['--user=root'] : [];
        self::run(['mariadb-install-db', '--no-defaults', $data, '--auth-root-authentication-method=normal', '--skip-test-db', ...$as]);
        // Debian keeps it where only root's PATH looks.
        $program = is_file('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';
        $server = [$program, '--no-defaults', $data, '--skip-networking', "--socket={$this->socket()}", ...$as];
        array_push($server, "--pid-file={$this->data->file('pid')}", ...$options);
        $log = ['file', $this->data->file('log'), 'a'];
        $this->process = proc_open($server, [['file', '/dev/null', 'r'], $log, $log], $pipes);
    }

    /**
     * A new, empty database, as `Connection::open` takes it.
     *
     * @param list<string> $options of a server that is not running yet
     */
    public static function database(array $options = self::QUICK): string
    {
        self::$running ??= self::start($options);
        $name = 'remise_' . ++self::$databases;
        self::$running->connect()->exec("CREATE DATABASE $name");

        return 'mysql://root@localhost/' . $name . '?socket=' . self::$running->socket();
    }

    /** Its socket, and the database of this name, empty. */
    public static function emptied(string $name): string
    {
        self::$running ??= self::start(self::QUICK);
        self::$running->connect()->exec("DROP DATABASE IF EXISTS $name; CREATE DATABASE $name");

        return self::$running->socket();
    }

    /** @param list<string> $options */
    private static function start(array $options): self
    {
        $server = new self(new Scratch(), $options);
        register_shutdown_function($server->stop(...));
        for ($end = microtime(true) + self::PATIENCE_SECONDS;; usleep(50_000)) {
            try {
                $server->connect();

                return $server;
            } catch (\PDOException $refused) {
                if (microtime(true) > $end || !proc_get_status($server->process)['running']) {
                    throw new \RuntimeException('MariaDB did not start: ' . file_get_contents($server->data->file('log')), 0, $refused);
                }
            }
        }
    }

    private function stop(): void
    {
        proc_terminate($this->process);
        proc_close($this->process);
        $this->data->remove();
    }

    private function connect(): \PDO
    {
        return new \PDO('mysql:unix_socket=' . $this->socket(), 'root', '');
    }

    private function socket(): string
    {
        return $this->data->file('socket');
    }

    /** @param list<string> $command */
    private static function run(array $command): void
    {
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
        $said = stream_get_contents($pipes[1]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException("{$command[0]} failed: $said");
        }
    }
}
