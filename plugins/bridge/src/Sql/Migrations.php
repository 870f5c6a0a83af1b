<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Brings a database forward, one numbered step after the other, and never back.
 *
 * Safe to run twice and from two processes at once: who comes second waits for the write lock, and then finds the steps
 * taken. Each package has its own numbers.
 */
final class Migrations
{
    /** @param array<int, list<NewColumn|Table>> $steps what to create, by version from 1 */
    public function __construct(private readonly string $package, private readonly array $steps)
    {
    }

    public function run(Connection $db): void
    {
        if ($this->version($db) === count($this->steps)) {
            return;
        }
        $db->transaction(function () use ($db): void {
            $db->run(
                'CREATE TABLE IF NOT EXISTS remise_schema (package VARCHAR(64) NOT NULL, version INTEGER NOT NULL, '
                . 'PRIMARY KEY (package, version))',
            );
            for ($version = $this->version($db) + 1; $version <= count($this->steps); $version++) {
                $this->take($db, $version);
            }
        });
    }

    private function take(Connection $db, int $version): void
    {
        foreach ($this->steps[$version] as $created) {
            foreach ($created->statements($db->dialect) as $statement) {
                $db->run($statement);
            }
        }
        $db->run('INSERT INTO remise_schema (package, version) VALUES (?, ?)', [$this->package, $version]);
    }

    private function version(Connection $db): int
    {
        if (!$db->has('remise_schema')) {
            return 0;
        }
        $row = $db->row('SELECT MAX(version) AS version FROM remise_schema WHERE package = ?', [$this->package]);

        return (int) ($row['version'] ?? 0);
    }
}
