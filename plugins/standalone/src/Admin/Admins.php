<?php

declare(strict_types=1);

namespace Remise\Standalone\Admin;

use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;

/** Who may manage the shop. */
final class Admins
{
    /** Checked when there is no such admin, so that both refusals take their time. */
    private const NOBODY = '$2y$10$rehIJV8.UNeBZ7QC3rWuYeePj8LZAC8cVoeeDyVszsHVGcTniDTOO';

    private readonly Rows $admins;

    public function __construct(Connection $db)
    {
        $this->admins = new Rows($db, 'shop_admin');
    }

    public function add(string $name, #[\SensitiveParameter] string $password): void
    {
        if ($this->admins->one(['name' => $name]) === null) {
            $this->admins->insert(['name' => $name, 'password_hash' => password_hash($password, PASSWORD_DEFAULT)]);
        }
    }

    public function knows(string $name, #[\SensitiveParameter] string $password): bool
    {
        return password_verify($password, (string) ($this->admins->one(['name' => $name])['password_hash'] ?? self::NOBODY));
    }
}
