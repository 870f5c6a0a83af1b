<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\Sql\SqliteDialect;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;

/** A store with one organization, one integrator and one key, spoken to as the engine does. */
final class Store
{
    public readonly Connection $db;
    public readonly SqlShop $shop;
    public readonly string $organization;

    /** @var list<string> */
    public array $log = [];

    private const SITE = '{"platform":"prestashop","env":"prod","modalities":["retail"]}';

    /** @param string $place as `Connection::open` takes it */
    public function __construct(string $place, string $site = self::SITE, ?Connection $db = null)
    {
        $this->db = $db ?? Connection::open($place);
        Schema::migrations()->run($this->db);
        $install = new Installation($this->db);
        $this->organization = $install->organization('org', 'BRL', 'pt', 1);
        $install->sellFor($this->organization);
        $install->serve($install->integrator('sample', 'token'), 'org', $this->organization);
        $install->privateKey('sample', 'secret');
        $install->site($site);
        $this->shop = new SqlShop($this->db, new System(), static fn (): string => 'engine-hash');
    }

    /** @param array<string, mixed> $fields @return array<string, mixed> the `ok` object */
    public function ask(string $op, array $fields = []): array
    {
        return $this->answer($op, $fields)['ok'] ?? throw new \RuntimeException(implode("\n", $this->log));
    }

    /** @param array<string, mixed> $fields @return array<string, mixed> */
    public function answer(string $op, array $fields = []): array
    {
        return json_decode($this->text($op, $fields), true, 64, JSON_THROW_ON_ERROR);
    }

    /** @param array<string, mixed> $fields */
    public function text(string $op, array $fields = []): string
    {
        $dispatcher = new PortDispatcher($this->shop, function (string $line): void {
            $this->log[] = $line;
        });

        return $dispatcher->answer(json_encode(['op' => $op] + $fields, JSON_THROW_ON_ERROR));
    }

    /** All that any table holds, as text. */
    public function everything(): string
    {
        $tables = $this->db->dialect instanceof SqliteDialect
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()';
        $rows = array_map(fn (array $table): array => $this->db->rows("SELECT * FROM {$table['name']}"), $this->db->rows($tables));

        return json_encode($rows, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }

    /** Counters that are not what the ledger sums to. @return list<array<string, null|int|string>> */
    public function miscounted(): array
    {
        $live = "state <> 'released'";
        $names = "SELECT code_id, holder_hash AS name FROM remise_use WHERE $live UNION ALL "
            . "SELECT code_id, email_hash FROM remise_use WHERE $live AND email_hash <> COALESCE(holder_hash, '')";

        return [
            ...$this->db->rows("SELECT c.code_key, c.redeemed, c.slots FROM remise_code c WHERE c.redeemed + (SELECT COALESCE(SUM(s.taken), 0) "
                . "FROM remise_slot s WHERE s.code_id = c.id) <> (SELECT COUNT(*) FROM remise_use u WHERE u.code_id = c.id AND u.$live)"),
            ...$this->db->rows("SELECT c.code_key, c.spent_minor FROM remise_code c WHERE COALESCE(c.spent_minor, 0) <> (SELECT "
                . "COALESCE(SUM(u.discount_minor), 0) FROM remise_use u WHERE u.code_id = c.id AND u.$live AND u.spent_minor IS NOT NULL)"),
            ...$this->db->rows("SELECT h.* FROM remise_code_holder h WHERE h.redeemed <> (SELECT COUNT(*) FROM ($names) n "
                . 'WHERE n.code_id = h.code_id AND n.name = h.holder_hash)'),
            ...$this->db->rows("SELECT b.* FROM remise_budget b WHERE b.redeemed <> (SELECT COUNT(*) FROM remise_use u "
                . "WHERE u.campaign_id = b.campaign_id AND u.$live) OR b.spent_minor <> (SELECT COALESCE(SUM(u.discount_minor), 0) "
                . "FROM remise_use u WHERE u.campaign_id = b.campaign_id AND u.$live)"),
        ];
    }

    /** @param array<string, mixed> $more @return array<string, mixed> with the coupon read */
    public function find(string $codeKey, array $more = [], string $env = 'prod'): array
    {
        $found = $this->ask('findCoupon', $this->place($codeKey, $env) + $more);

        return isset($found['coupon']) ? ['coupon' => json_decode($found['coupon'], true)] + $found : $found;
    }

    /** @return array<string, string> the fields that say which code is meant */
    public function place(string $codeKey, string $env = 'prod'): array
    {
        return ['organization' => $this->organization, 'env' => $env, 'codeKey' => $codeKey];
    }

    /** @param array<string, mixed> $more */
    public function save(string $code, array $more = []): string
    {
        $coupon = json_encode($more + ['id' => $code, 'code' => $code, 'value' => 5], JSON_THROW_ON_ERROR);

        return $this->ask('saveCoupon', $this->place($code) + ['coupon' => $coupon, 'atMs' => 1])['outcome'];
    }

    /** @param array<string, mixed> $more @return array<string, mixed> */
    public function redeem(string $key, string $code, array $more = []): array
    {
        $applied = '{"answer":"applied","code":"' . $code . '","discountMinor":100}';
        $codes = [['codeKey' => $code, 'discountMinor' => 100]];

        return $this->ask('redeem', $more + $this->place($code) + [
            'key' => $key,
            'request' => "request of $code",
            'codes' => $codes,
            'applied' => $applied,
            'atMs' => 2,
        ]);
    }
}
