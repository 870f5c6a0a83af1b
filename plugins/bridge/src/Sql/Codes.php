<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;

/** Codes as somebody manages them: listed, switched off and on, deleted. */
final class Codes
{
    private const PLACE = ' WHERE organization_id = ? AND env = ? AND code_key = ?';

    public function __construct(private readonly Connection $db)
    {
    }

    /** Newest first. @return array<string, mixed> `coupons`, `cursor?` */
    public function page(string $organization, ?string $env, ?bool $active, ?string $prefix, ?string $cursor, int $limit): array
    {
        $conditions = ['c.organization_id = ?' => [(int) $organization]]
            + ($env === null ? [] : ['c.env = ?' => [$env]])
            + ($active === null ? [] : ['c.inactive_ms IS ' . ($active ? 'NULL' : 'NOT NULL') => []])
            // No code has the last character there is.
            + ($prefix === null ? [] : ['c.code_key >= ? AND c.code_key < ?' => [$prefix, "$prefix\u{10FFFF}"]])
            + ($cursor === null ? [] : ['c.id < ?' => [(int) $cursor]]);
        $rows = $this->db->rows(
            'SELECT c.id, c.env, c.code, ' . Slots::REDEEMED . ' AS redeemed, c.inactive_ms, k.body FROM remise_code c '
            . 'JOIN remise_campaign k ON k.id = c.campaign_id WHERE ' . implode(' AND ', array_keys($conditions))
            . ' ORDER BY c.id DESC LIMIT ?',
            [...array_merge(...array_values($conditions)), $limit + 1],
        );
        $shown = array_slice($rows, 0, $limit);
        $last = end($shown);

        return ['coupons' => array_map(self::listed(...), $shown)]
            + ($last !== false && count($rows) > $limit ? ['cursor' => (string) $last['id']] : []);
    }

    /** Whether there is such a code. The first instant of being off stays. */
    public function setActive(CodePlace $place, bool $active, int $atMs): bool
    {
        return $this->db->transaction(function () use ($place, $active, $atMs): bool {
            $id = $this->id($place);
            if ($id === null) {
                return false;
            }
            // What stops a use is the code's own row.
            (new Slots($this->db))->foldCode($id);
            $changed = $this->db->run(
                'UPDATE remise_code SET inactive_ms = ? WHERE id = ? AND inactive_ms IS ' . ($active ? 'NOT NULL' : 'NULL'),
                [$active ? null : $atMs, $id],
            );
            if ($changed === 1 && $this->isVoucher($id)) {
                VoucherUses::switched($this->db, $id, $active, $atMs);
            }

            return true;
        });
    }

    /**
     * A code that the ledger names stays, also when every use of it was given back; so does one that somebody bought. With its last code a campaign goes too.
     *
     * @return 'deleted'|'inUse'|'unknown'
     */
    public function delete(CodePlace $place): string
    {
        return $this->db->transaction(function () use ($place): string {
            Turn::take($this->db, $place->organization);
            $id = $this->id($place);
            if ($id === null) {
                return 'unknown';
            }
            $campaign = $this->campaign($id);
            $gone = $this->db->run(
                'DELETE FROM remise_code WHERE id = ? AND redeemed = 0 AND slots IS NULL AND voucher IS NULL '
                . 'AND NOT EXISTS (SELECT 1 FROM remise_use u WHERE u.code_id = ?)',
                [$id, $id],
            );
            if ($gone === 0) {
                return 'inUse';
            }
            $left = 'NOT EXISTS (SELECT 1 FROM remise_code c WHERE c.campaign_id = ?)';
            $this->db->run("DELETE FROM remise_budget WHERE campaign_id = ? AND $left", [$campaign, $campaign]);
            $this->db->run("DELETE FROM remise_campaign WHERE id = ? AND $left", [$campaign, $campaign]);

            return 'deleted';
        });
    }

    public function key(int $id): string
    {
        return (string) ($this->db->row('SELECT code_key FROM remise_code WHERE id = ?', [$id])['code_key'] ?? '');
    }

    private function isVoucher(int $id): bool
    {
        return ($this->db->row('SELECT voucher FROM remise_code WHERE id = ?', [$id])['voucher'] ?? null) !== null;
    }

    private function campaign(int $id): null|int|string
    {
        return $this->db->row('SELECT campaign_id FROM remise_code WHERE id = ?', [$id])['campaign_id'] ?? null;
    }

    private function id(CodePlace $place): ?int
    {
        $row = $this->db->row('SELECT id FROM remise_code' . self::PLACE, self::place($place));

        return $row === null ? null : (int) $row['id'];
    }

    /** @return array{int, string, string} */
    private static function place(CodePlace $place): array
    {
        return [(int) $place->organization, $place->env, $place->codeKey];
    }

    /** @param array<string, null|int|string> $row @return array<string, mixed> */
    private static function listed(array $row): array
    {
        return [
            'env' => $row['env'],
            'redeemed' => $row['redeemed'],
            'code' => $row['code'],
            'active' => $row['inactive_ms'] === null,
            'coupon' => $row['body'],
        ];
    }
}
