<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Sql\Connection;

/**
 * Remise's tables in the shop's own database, over a connection of their own: the engine needs strict SQL, transactions and
 * several statements in one packet, whatever PrestaShop's connection is set to.
 *
 * The tables are called `remise_…` in every shop, as on every other platform, and do not carry the shop's table prefix: their
 * names stand in the bridge's statements, which are the same everywhere. Two shops in one database would therefore share their
 * codes, so the second one is refused (`Installation::prepare`).
 */
final class Store
{
    public static function connect(): Connection
    {
        return Connection::open(self::address(_DB_SERVER_, _DB_NAME_, _DB_USER_, _DB_PASSWD_));
    }

    /** @param string $server as PrestaShop's settings write it: `HOST`, `HOST:PORT` or `HOST:/SOCKET` */
    public static function address(string $server, string $database, string $user, #[\SensitiveParameter] string $password): string
    {
        [$host, $socket] = preg_match('~\A.*?:(/.+)\z~', $server, $found) === 1 ? ['localhost', "?socket=$found[1]"] : [$server, ''];
        [$database, $user, $password] = array_map(rawurlencode(...), [$database, $user, $password]);

        return "mysql://$user:$password@$host/$database$socket";
    }
}
