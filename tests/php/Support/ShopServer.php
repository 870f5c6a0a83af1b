<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use Remise\Bridge\Sql\Connection;

/** The embedded shop on PHP's own server, with several workers and data of its own. */
final class ShopServer
{
    private const PATIENCE_SECONDS = 20;

    public readonly Scratch $data;
    public readonly int $port;

    /** @var resource */
    private $process;
    private int $group;

    public function __construct(int $workers = 4, public readonly string $store = '')
    {
        $this->data = new Scratch();
        $this->port = Ports::free(1)[0];
        $public = dirname(__DIR__, 3) . '/plugins/standalone/public';
        $command = ['setsid', PHP_BINARY, '-d', 'opcache.enable=1', '-d', 'error_log=' . $this->log()];
        array_push($command, '-S', "127.0.0.1:{$this->port}", '-t', $public, "$public/index.php");
        $environment = ['REMISE_DATA' => $this->data->path, 'REMISE_STORE' => $store, 'PHP_CLI_SERVER_WORKERS' => (string) $workers] + getenv();
        $null = ['file', '/dev/null', 'w'];
        // Its own process group, so that the workers end with their parent.
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $null, $null], $pipes, null, $environment);
        $this->group = proc_get_status($this->process)['pid'];
        $this->waitUntilReady();
    }

    public function stop(): void
    {
        if (is_resource($this->process)) {
            posix_kill(-$this->group, SIGTERM);
            proc_close($this->process);
            $this->data->remove();
        }
    }

    public function log(): string
    {
        return $this->data->file('errors.log');
    }

    /** The shop's database. */
    public function db(): Connection
    {
        return Connection::open($this->store === '' ? 'sqlite:' . $this->data->file('shop.sqlite') : $this->store);
    }

    public function visitor(): Visitor
    {
        return new Visitor($this->port);
    }

    /** Signed in to the back office. */
    public function admin(): Visitor
    {
        $admin = $this->visitor();
        $admin->get('/admin');
        $admin->post('/admin/login', ['name' => 'admin', 'password' => 'remise']);
        $admin->get('/admin/orders');

        return $admin;
    }

    /** The seed's coupon body, or one like it. @param array<string, mixed> $coupon */
    public function save(array $coupon, string $env = 'prod'): Reply
    {
        return $this->visitor()->json('POST', '/api/saveCoupon', [
            'env' => $env,
            'integrationToken' => 'seu token',
            'organizationExternalId' => 'seu id',
            'coupon' => $coupon,
        ]);
    }

    public function __destruct()
    {
        $this->stop();
    }

    private function waitUntilReady(): void
    {
        $end = microtime(true) + self::PATIENCE_SECONDS;
        do {
            $socket = @stream_socket_client("tcp://127.0.0.1:{$this->port}", $code, $text, 1);
            if ($socket !== false) {
                fclose($socket);

                return;
            }
            usleep(20_000);
        } while (microtime(true) < $end && proc_get_status($this->process)['running']);
        throw new \RuntimeException('the shop did not start: ' . @file_get_contents($this->log()));
    }
}
