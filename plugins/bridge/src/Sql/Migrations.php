<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Brings a database forward, one numbered step after the other, and never back.
 *
 * Safe to run twice and from two processes at once. On SQLite a step is one transaction: who comes second waits, and then finds
 * it taken. MariaDB commits each change of a table by itself; there what exists already is passed over, so that a step may be
 * taken by two at once, or again after a death in the middle. Each package has its own numbers.
 */
final class Migrations
{
    /** @param array<int, list<Drop|Fill|NewColumn|Table>> $steps what to change, by version from 1 */
    public function __construct(private readonly string $package, private readonly array $steps)
    {
    }

    public function run(Connection $db): void
    {
        while (($version = $this->version($db) + 1) <= count($this->steps)) {
            try {
                $db->transaction(fn () => $this->take($db, $version));
            } catch (\PDOException $failure) {
                // Somebody else took the step meanwhile, and perhaps what the next one does was in our way.
                if ($this->version($db) < $version) {
                    throw $failure;
                }
            }
        }
    }

    /** Takes the package's tables away, with all that is in them: for a host that is uninstalled. */
    public function remove(Connection $db): void
    {
        $changes = array_merge(...array_values($this->steps));
        $tables = array_filter($changes, static fn (object $change): bool => $change instanceof Table);
        $drops = array_map(static fn (Table $table): Drop => new Drop($table->name), $tables);
        $db->run('DELETE FROM remise_schema WHERE package = ?', [$this->package]);
        if ($db->row('SELECT package FROM remise_schema LIMIT 1') === null) {
            array_unshift($drops, new Drop('remise_schema'));
        }
        // What refers to a table goes before it.
        foreach (array_reverse($drops) as $drop) {
            foreach ($drop->statements($db->dialect) as $statement) {
                $db->run($statement);
            }
        }
    }

    private function take(Connection $db, int $version): void
    {
        $db->run(
            'CREATE TABLE IF NOT EXISTS remise_schema (package VARCHAR(64) NOT NULL, version INTEGER NOT NULL, '
            . 'PRIMARY KEY (package, version))' . $db->dialect->tableSuffix(),
        );
        if ($this->version($db) >= $version) {
            return;
        }
        foreach ($this->steps[$version] as $change) {
            foreach ($change->statements($db->dialect) as $statement) {
                $this->change($db, $statement);
            }
        }
        $db->run(
            $db->dialect->insertUnlessThere('remise_schema', '(package, version) VALUES (?, ?)', 'version'),
            [$this->package, $version],
        );
    }

    private function change(Connection $db, string $statement): void
    {
        try {
            $db->run($statement);
        } catch (\PDOException $failure) {
            if (!$db->dialect->isThere($failure)) {
                throw $failure;
            }
        }
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
