<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Applies every row of an import in one transaction, by statements over all of them; a death in the middle leaves nothing. */
final class ImportApply
{
    private const INSERT_CODES = '(organization_id, env, code_key, code, campaign_id, redeemed, created_ms, '
        . 'quantity, quantity_per_user, start_ms, end_ms) ';

    /** Campaigns that rows of an import change. */
    private const KNOWN = 'SELECT r.campaign_id FROM remise_import_row r WHERE r.import_id = ? AND r.campaign_id IS NOT NULL';

    public function __construct(private readonly Connection $db, private readonly ImportChecks $checks)
    {
    }

    /** Changes nothing unless the import is ready and without fault. */
    public function apply(int $organization, int $id, int $atMs): void
    {
        $applied = $this->db->transaction(function () use ($organization, $id, $atMs): bool {
            Turn::take($this->db, $organization);
            $import = $this->db->row('SELECT * FROM remise_import WHERE id = ? AND organization_id = ?', [$id, $organization]);
            if (($import['state'] ?? null) !== Imports::READY) {
                return false;
            }
            $this->checks->taken($id);
            if ($this->checks->count($id) > 0) {
                return false;
            }
            $import['campaign'] === null ? $this->coupons($id, $atMs) : $this->codes($import, $atMs);
            $this->db->run(
                'UPDATE remise_import SET state = ?, touched_ms = ?, '
                . 'applied_rows = (SELECT COUNT(*) FROM remise_import_row WHERE import_id = ?) WHERE id = ?',
                [Imports::APPLIED, $atMs, $id, $id],
            );

            return true;
        });
        if ($applied) {
            // Not before others may write again; a death here leaves rows that are forgotten with their import.
            $this->db->run('DELETE FROM remise_import_row WHERE import_id = ?', [$id]);
        }
    }

    private function coupons(int $id, int $atMs): void
    {
        $this->resolve($id);
        (new Slots($this->db))->fold(self::KNOWN, [$id]);
        $this->update($id, $atMs);
        $this->db->run(
            'INSERT INTO remise_campaign (organization_id, env, external_id, body, created_ms, updated_ms) '
            . 'SELECT i.organization_id, i.env, r.external_id, r.body, ?, ? FROM remise_import_row r '
            . 'JOIN remise_import i ON i.id = r.import_id WHERE r.import_id = ? AND r.campaign_id IS NULL ORDER BY r.id',
            [$atMs, $atMs, $id],
        );
        $this->resolve($id);
        $this->db->run(
            $this->db->dialect->insertUnlessThere('remise_code', self::INSERT_CODES
            . 'SELECT i.organization_id, i.env, r.code_key, r.code, r.campaign_id, 0, ?, r.quantity, r.quantity_per_user, '
            . 'r.start_ms, r.end_ms FROM remise_import_row r JOIN remise_import i ON i.id = r.import_id '
            . 'WHERE r.import_id = ? ORDER BY r.id'),
            [$atMs, $id],
        );
        $this->limit($id);
    }

    /** Limits of campaigns: the new ones, and those that are no more. */
    private function limit(int $id): void
    {
        $rows = $this->db->rows(
            'SELECT r.campaign_id, r.campaign_quantity, r.campaign_minor FROM remise_import_row r '
            . 'LEFT JOIN remise_budget b ON b.campaign_id = r.campaign_id WHERE r.import_id = ? '
            . 'AND (b.campaign_id IS NOT NULL OR r.campaign_quantity IS NOT NULL OR r.campaign_minor IS NOT NULL)',
            [$id],
        );
        foreach ($rows as ['campaign_id' => $campaign, 'campaign_quantity' => $quantity, 'campaign_minor' => $minor]) {
            (new Budgets($this->db))->set((int) $campaign, $quantity, $minor);
        }
    }

    /** Writes to each row which campaign its id names, where there is one. */
    private function resolve(int $id): void
    {
        $this->db->run(
            'UPDATE remise_import_row SET campaign_id = (SELECT k.id FROM remise_campaign k JOIN remise_import i ON i.id = ? '
            . 'WHERE k.organization_id = i.organization_id AND k.env = i.env AND k.external_id = remise_import_row.external_id) '
            . 'WHERE import_id = ? AND campaign_id IS NULL',
            [$id, $id],
        );
    }

    /** Coupons that are there: new rules, the same uses; a lone code may be renamed, as `saveCoupon` does it (S8). */
    private function update(int $id, int $atMs): void
    {
        $from = fn (string $column, string $key): string =>
            "(SELECT r.$column FROM remise_import_row r WHERE r.import_id = ? AND r.campaign_id = $key)";
        $known = '(' . self::KNOWN . ')';
        $this->db->run(
            'UPDATE remise_campaign SET updated_ms = ?, body = ' . $from('body', 'remise_campaign.id') . " WHERE id IN $known",
            [$atMs, $id, $id],
        );
        $this->db->run(
            'UPDATE remise_code SET code_key = ' . $from('code_key', 'remise_code.campaign_id')
            . ", code = {$from('code', 'remise_code.campaign_id')} WHERE campaign_id IN $known AND NOT EXISTS "
            . '(SELECT 1 FROM (SELECT id, campaign_id FROM remise_code) o '
            . 'WHERE o.campaign_id = remise_code.campaign_id AND o.id <> remise_code.id)',
            [$id, $id, $id],
        );
        $terms = array_map(
            static fn (string $column): string => "$column = {$from($column, 'remise_code.campaign_id')}",
            ['quantity', 'quantity_per_user', 'start_ms', 'end_ms'],
        );
        $this->db->run(
            'UPDATE remise_code SET ' . implode(', ', $terms) . " WHERE campaign_id IN $known",
            [$id, $id, $id, $id, $id],
        );
    }

    /** Codes of a campaign that is there, under its rules. @param array<string, null|int|string> $import */
    private function codes(array $import, int $atMs): void
    {
        $campaign = $this->db->row(
            'SELECT id, body FROM remise_campaign WHERE organization_id = ? AND env = ? AND external_id = ?',
            [$import['organization_id'], $import['env'], $import['campaign']],
        ) ?? throw new \RuntimeException('the campaign of the import is gone');
        $terms = CouponTerms::of((string) $campaign['body']);
        $this->db->run(
            $this->db->dialect->insertUnlessThere('remise_code', self::INSERT_CODES
            . 'SELECT ?, ?, r.code_key, r.code, ?, 0, ?, ?, ?, ?, ? FROM remise_import_row r WHERE r.import_id = ? ORDER BY r.id'),
            [
                $import['organization_id'], $import['env'], $campaign['id'], $atMs,
                ...$terms->values(), $import['id'],
            ],
        );
        (new Slots($this->db))->fold('?', [(int) $campaign['id']]);
        (new Budgets($this->db))->set((int) $campaign['id'], ...$terms->campaignValues());
    }
}
