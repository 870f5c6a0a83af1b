<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Who changes coupons of an organization does it one at a time, as what they check must still hold when they write.
 *
 * On SQLite every writer waits for the one before. On MariaDB the row that is changed here does the same, and in a cluster, where
 * a row is not locked on the other nodes, it makes one of two that met begin again.
 */
final class Turn
{
    /** First in a transaction. */
    public static function take(Connection $db, int|string $organization): void
    {
        $db->run('UPDATE remise_organization SET turn = COALESCE(turn, 0) + 1 WHERE id = ?', [(int) $organization]);
    }
}
