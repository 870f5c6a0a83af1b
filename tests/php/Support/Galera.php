<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A Galera cluster of three nodes on this machine: started when a test first asks, stopped with the tests. */
final class Galera
{
    public const NODES = 3;

    /** Whether a node is there for its users, as a query. */
    public const SYNCED = "SELECT 1 FROM information_schema.global_status WHERE variable_name = 'WSREP_LOCAL_STATE_COMMENT' AND variable_value = 'Synced'";

    private static ?self $running = null;

    /** @var list<MariaDbServer> */
    public readonly array $nodes;

    /** @param list<string> $options of each node, beside what makes them a cluster */
    private function __construct(array $options)
    {
        // The port it listens on, and those on which it takes over changes, and everything, from the others.
        $ports = array_chunk(Ports::free(3 * self::NODES), 3);
        $cluster = 'gcomm://' . implode(',', array_map(static fn (array $own): string => "127.0.0.1:$own[0]", $ports));
        $this->nodes = array_map(static fn (array $own, int $node): MariaDbServer => new MariaDbServer(new Scratch(), [
            ...$options,
            ...self::settings(),
            "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:$own[0];ist.recv_addr=127.0.0.1:$own[1];gcache.size=32M;gcache.recover=yes;evs.suspect_timeout=PT2S;evs.keepalive_period=PT0.5S",
            "--wsrep-cluster-address=$cluster",
            "--wsrep-node-name=node$node",
            "--wsrep-node-address=127.0.0.1:$own[0]",
            "--wsrep-sst-receive-address=127.0.0.1:$own[2]",
            // Where rsync runs as root it drops its rights, and then cannot write.
        ], 'mysql'), $ports, array_keys($ports));
    }

    /** Those that README.md tells to use, but for the addresses. @return list<string> */
    private static function settings(): array
    {
        preg_match('/^```ini\n(.*?)^```/ms', (string) file_get_contents(dirname(__DIR__, 3) . '/README.md'), $block);
        $settings = parse_ini_string($block[1], true, INI_SCANNER_RAW)['mysqld'];
        $own = ['bind-address' => 0, 'wsrep_cluster_address' => 0, 'wsrep_node_address' => 0];

        return array_map(
            static fn (string $name, string $value): string => "--$name=$value",
            array_keys($told = array_diff_key($settings, $own)),
            $told,
        );
    }

    /** @param list<string> $options of nodes that are not running yet */
    public static function running(array $options = ['--innodb-buffer-pool-size=64M']): self
    {
        if (self::$running === null) {
            self::$running = new self($options);
            register_shutdown_function(self::$running->stop(...));
            self::$running->nodes[0]->install();
            self::$running->start(0, ['--wsrep-new-cluster']);
            array_map(self::$running->join(...), range(1, self::NODES - 1));
        }

        return self::$running;
    }

    /** A new, empty database, on all nodes, as `Connection::open` takes it. */
    public function database(): string
    {
        return MariaDb::create($this->nodes[0], implode(',', array_map(static fn (MariaDbServer $node): string => $node->socket(), $this->nodes)));
    }

    /** A store as one of many processes sees it: where it is a cluster, each has another node for its nearest. */
    public static function from(string $store, int $process): string
    {
        [$database, $sockets] = explode('?socket=', $store) + [1 => ''];
        if ($sockets === '') {
            return $store;
        }
        $sockets = explode(',', $sockets);
        $first = $process % count($sockets);

        return $database . '?socket=' . implode(',', [...array_slice($sockets, $first), ...array_slice($sockets, 0, $first)]);
    }

    /** A node that was killed, or is new, takes over what it lacks. */
    public function join(int $node): void
    {
        $said = is_file($this->nodes[$node]->files->file('data/ibdata1')) ? $this->nodes[$node]->ask(['--wsrep-recover']) : '';
        preg_match('/Recovered position:? (\S+:-?\d+)/', $said, $position);
        $this->start($node, isset($position[1]) ? ["--wsrep-start-position=$position[1]"] : []);
    }

    /**
     * A node of this release now and then finds a thread of its own gone while it starts ("Failed to read thread schedparams").
     *
     * @param list<string> $options
     */
    private function start(int $node, array $options): void
    {
        for ($left = 3;; $left--) {
            try {
                $this->nodes[$node]->start($options, self::SYNCED);

                return;
            } catch (\RuntimeException $failure) {
                if ($left === 0 || !str_contains($failure->getMessage(), 'schedparams')) {
                    throw $failure;
                }
                $this->nodes[$node]->kill();
            }
        }
    }

    private function stop(): void
    {
        foreach (array_reverse($this->nodes) as $node) {
            $node->kill();
            $node->files->remove();
        }
    }
}
