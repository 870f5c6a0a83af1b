<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\System;

/**
 * Remise's tables in the shop's own database, over a connection of their own: the engine needs strict SQL, transactions and
 * several statements in one packet, whatever PrestaShop's connection is set to.
 *
 * The tables are called `remise_…` in every shop, as on every other platform, and do not carry the shop's table prefix: their
 * names stand in the bridge's statements, which are the same everywhere. Two shops in one database would therefore share their
 * codes, so the second one is refused (`claim`).
 */
final class Store
{
    private const SITE = '{"platform":"prestashop","dynamicCoupons":false,"env":"prod","modalities":["retail"]}';
    private const OWNER = 'prestashop_prefix';

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

    /** Makes the tables, or brings them forward; a shop that had Remise before keeps its settings, codes and keys. */
    public static function prepare(Connection $db, string $prefix, string $currency, string $locale): void
    {
        Schema::migrations()->run($db);
        self::claim($db, $prefix);
        $install = new Installation($db);
        $isNew = !(new Rows($db, 'remise_setting'))->count(['name' => Installation::SITE]);
        $install->sellFor($install->organization('prestashop', $currency, $locale, (new System())->nowMs()));
        if ($isNew) {
            $install->site(self::SITE);
        }
    }

    private static function claim(Connection $db, string $prefix): void
    {
        $settings = new Rows($db, 'remise_setting');
        $settings->offer(['name' => self::OWNER, 'value' => $prefix]);
        $owner = $settings->one(['name' => self::OWNER])['value'] ?? $prefix;
        if ($owner !== $prefix) {
            throw new \DomainException("this database has the codes of the shop with table prefix `$owner`; "
                . 'give this shop a database of its own');
        }
    }
}
