<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\App\DeploymentConfig;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\System;

/**
 * Remise's tables in the shop's own database, over a connection of their own: the engine needs strict SQL, transactions and
 * several statements in one packet, whatever Magento's connection is set to; and a use is counted whatever becomes of Magento's
 * transaction.
 *
 * The tables are called `remise_…` whatever prefix the shop's own have. Two shops in one database would therefore share their
 * codes, so the second one is refused (`claim`).
 */
final class Store
{
    private const CONNECTION = 'db/connection/default';
    private const PREFIX = 'db/table_prefix';
    private const SITE = '{"platform":"magento","dynamicCoupons":false,"env":"prod","modalities":["retail"]}';
    private const OWNER = 'magento_prefix';

    public function __construct(private readonly DeploymentConfig $deployment)
    {
    }

    public function connect(): Connection
    {
        return Connection::open(self::address($this->deployment->get(self::CONNECTION)));
    }

    /** @param array<string, mixed> $connection of `app/etc/env.php`, whose host is `HOST`, `HOST:PORT` or `/SOCKET` */
    public static function address(#[\SensitiveParameter] array $connection): string
    {
        $host = (string) ($connection['host'] ?? '');
        [$host, $socket] = str_contains($host, '/') ? ['localhost', $host] : [$host, $connection['unix_socket'] ?? ''];
        [$user, $password, $database, $socket] = array_map(
            rawurlencode(...),
            [$connection['username'], $connection['password'] ?? '', $connection['dbname'], $socket],
        );
        $host .= isset($connection['port']) ? ":$connection[port]" : '';

        return "mysql://$user:$password@$host/$database" . ($socket === '' ? '' : "?socket=$socket");
    }

    /** Makes the tables, or brings them forward; a shop that had Remise before keeps its settings, codes and keys. */
    public function prepare(string $currency, string $locale): void
    {
        $db = $this->connect();
        Schema::migrations()->run($db);
        self::claim($db, (string) $this->deployment->get(self::PREFIX));
        $install = new Installation($db);
        $isNew = (new Rows($db, 'remise_setting'))->count(['name' => Installation::SITE]) === 0;
        $install->sellFor($install->organization('magento', $currency, explode('_', $locale)[0], (new System())->nowMs()));
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
