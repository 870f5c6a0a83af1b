<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Named texts of an installation. */
final class Settings
{
    public function __construct(private readonly Connection $db)
    {
    }

    public function get(string $name): ?string
    {
        $row = $this->db->row('SELECT value FROM remise_setting WHERE name = ?', [$name]);

        return $row === null ? null : (string) $row['value'];
    }

    public function set(string $name, string $value): void
    {
        $this->db->transaction(function () use ($name, $value): void {
            $this->offer($name, $value);
            $this->db->run('UPDATE remise_setting SET value = ? WHERE name = ?', [$value, $name]);
        });
    }

    /** Sets it unless it is there; whoever is first decides. */
    public function offer(string $name, string $value): void
    {
        $this->db->run(
            $this->db->dialect->insertUnlessThere('remise_setting', '(name, value) VALUES (?, ?)'),
            [$name, $value],
        );
    }
}
