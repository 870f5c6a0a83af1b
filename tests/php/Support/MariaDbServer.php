<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** One server process of MariaDB over a directory of its own: it can be killed, stopped in its tracks, and started again. */
final class MariaDbServer
{
    private const PATIENCE_SECONDS = 90;

    /** @var null|resource */
    private $process = null;

    /**
     * @param list<string> $options
     * @param string       $user    whom the server becomes when root starts it
     */
    public function __construct(public readonly Scratch $files, private readonly array $options, private readonly string $user = 'root')
    {
        chmod($files->path, 0711);
        // A server that starts clears its directory for temporary files, also of what others have there.
        foreach (['data', 'tmp'] as $directory) {
            mkdir($files->file($directory), 0700);
            $this->hand($files->file($directory));
        }
    }

    /** Makes its system tables. */
    public function install(): self
    {
        $this->run(['mariadb-install-db', '--no-defaults', ...$this->own(), '--auth-root-authentication-method=normal', '--skip-test-db']);

        return $this;
    }

    /** @param list<string> $more options for this time @param string $ready a query whose first row has to be there */
    public function start(array $more = [], string $ready = 'SELECT 1'): void
    {
        $command = [self::program(), '--no-defaults', ...$this->own(), '--skip-networking', "--socket={$this->socket()}"];
        array_push($command, "--pid-file={$this->files->file('data/pid')}", ...$this->options, ...$more);
        $log = ['file', $this->files->file('log'), 'a'];
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes);
        $this->await($ready);
    }

    public function await(string $ready): void
    {
        for ($end = microtime(true) + self::PATIENCE_SECONDS; !$this->isReady($ready); usleep(50_000)) {
            if (microtime(true) > $end || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException('MariaDB is not ready: ' . substr((string) file_get_contents($this->files->file('log')), -3000));
            }
        }
    }

    /** As a power failure does. */
    public function kill(): void
    {
        $this->signal(SIGKILL);
        $this->wait();
    }

    public function stop(): void
    {
        $this->signal(SIGCONT);
        $this->signal(SIGTERM);
        $this->wait();
    }

    /** It keeps its connections and answers nothing, until it is woken. */
    public function freeze(): void
    {
        $this->signal(SIGSTOP);
    }

    public function wake(): void
    {
        $this->signal(SIGCONT);
    }

    /** Runs its program for something else than serving, and gives what it says. @param list<string> $options */
    public function ask(array $options): string
    {
        return $this->run([self::program(), '--no-defaults', ...$this->own(), '--skip-networking', ...$options]);
    }

    public function connect(): \PDO
    {
        return new \PDO("mysql:unix_socket={$this->socket()}", 'root', '', [\PDO::ATTR_TIMEOUT => 5]);
    }

    public function socket(): string
    {
        return $this->files->file('data/socket');
    }

    private function isReady(string $query): bool
    {
        try {
            return $this->connect()->query($query)->fetch() !== false;
        } catch (\PDOException) {
            return false;
        }
    }

    private function signal(int $signal): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process, $signal);
        }
    }

    private function wait(): void
    {
        if ($this->process !== null) {
            proc_close($this->process);
            $this->process = null;
        }
    }

    /** @return list<string> */
    private function own(): array
    {
        return ["--datadir={$this->files->file('data')}", "--tmpdir={$this->files->file('tmp')}", ...(posix_geteuid() === 0 ? ["--user={$this->user}"] : [])];
    }

    private function hand(string $directory): void
    {
        if (posix_geteuid() === 0) {
            chown($directory, $this->user);
        }
    }

    /** @param list<string> $command */
    private function run(array $command): string
    {
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
        $said = (string) stream_get_contents($pipes[1]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException("{$command[0]} failed: $said");
        }

        return $said;
    }

    /** Debian keeps it where only root's PATH looks. */
    private static function program(): string
    {
        return is_file('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';
    }
}
