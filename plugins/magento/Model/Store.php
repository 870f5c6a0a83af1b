<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\App\DeploymentConfig;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;

/**
 * Remise's tables in the shop's own database, over a connection of their own: the engine needs strict SQL, transactions and
 * several statements in one packet, whatever Magento's connection is set to; and a use is counted whatever becomes of Magento's
 * transaction.
 *
 * The tables are called `remise_…` whatever prefix the shop's own have. Two shops in one database would therefore share their
 * codes, so the second one is refused (`Installation::prepare`).
 */
final class Store
{
    private const CONNECTION = 'db/connection/default';
    private const PREFIX = 'db/table_prefix';

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

    public function prepare(string $currency, string $locale): void
    {
        $prefix = (string) $this->deployment->get(self::PREFIX);
        Installation::prepare($this->connect(), 'magento', $prefix, $currency, explode('_', $locale)[0]);
    }
}
