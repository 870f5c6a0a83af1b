<?php

declare(strict_types=1);

namespace Remise\Standalone\Admin;

use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\System;

/** Who may manage the shop. */
final class Admins
{
    private const TRIES = 10;
    private const WINDOW_MS = 300_000;

    /** Checked when there is no such admin, so that both refusals take their time. */
    private const NOBODY = '$2y$10$rehIJV8.UNeBZ7QC3rWuYeePj8LZAC8cVoeeDyVszsHVGcTniDTOO';

    private readonly Rows $admins;
    private readonly Rows $attempts;

    public function __construct(Connection $db, private readonly System $system)
    {
        $this->admins = new Rows($db, 'shop_admin');
        $this->attempts = new Rows($db, 'shop_attempt');
    }

    public function add(string $name, string $password): void
    {
        if ($this->admins->one(['name' => $name]) === null) {
            $this->admins->insert(['name' => $name, 'password_hash' => password_hash($password, PASSWORD_DEFAULT)]);
        }
    }

    /** Whether this address has failed so often that it must wait a few minutes. */
    public function mustWait(string $address): bool
    {
        return $this->attempts->count(['address' => $address, 'time_window' => $this->window()]) >= self::TRIES;
    }

    public function knows(string $name, string $password, string $address): bool
    {
        $hash = (string) ($this->admins->one(['name' => $name])['password_hash'] ?? self::NOBODY);
        if (password_verify($password, $hash)) {
            return true;
        }
        $this->attempts->deleteBelow('time_window', $this->window());
        $this->attempts->insert(['address' => $address, 'time_window' => $this->window()]);

        return false;
    }

    private function window(): int
    {
        return intdiv($this->system->nowMs(), self::WINDOW_MS);
    }
}
