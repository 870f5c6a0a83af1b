<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;

/** Campaigns and their codes. */
final class Coupons
{
    private const INSERT = '(organization_id, env, code_key, code, campaign_id, pattern, redeemed, created_ms, '
        . 'inactive_ms, quantity, quantity_per_user, start_ms, end_ms) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)';

    public function __construct(private readonly Connection $db)
    {
    }

    /**
     * A generated code and its campaign belong to nobody who saves: under a saved coupon's rules its one use would be many.
     *
     * @param bool $update only over a coupon with this id
     *
     * @return 'saved'|'taken'|'unknown'
     */
    public function save(CodePlace $place, string $coupon, bool $update, int $atMs): string
    {
        $terms = CouponTerms::of($coupon);

        return $this->db->transaction(function () use ($place, $coupon, $update, $terms, $atMs): string {
            Turn::take($this->db, $place->organization);
            $owner = $this->db->row(
                'SELECT k.external_id, c.pattern FROM remise_code c JOIN remise_campaign k ON k.id = c.campaign_id '
                . 'WHERE c.organization_id = ? AND c.env = ? AND c.code_key = ?',
                [(int) $place->organization, $place->env, $place->codeKey],
            );
            $isTaken = $owner !== null && ($owner['external_id'] !== $terms->id || $owner['pattern'] !== null);
            if ($isTaken || $this->isGenerated($place, $terms->id)) {
                return 'taken';
            }
            if ($update && !$this->isThere($place, $terms->id)) {
                return 'unknown';
            }
            $campaign = $this->campaign($place->organization, $place->env, $terms->id, $coupon, $atMs);
            if ($owner === null && !$this->rename($campaign, $place, $terms)) {
                $this->insert($place, $terms->code, $campaign, null, $terms, $atMs);
            }
            $this->limit($campaign, $terms);
            $this->db->run(
                'UPDATE remise_code SET quantity = ?, quantity_per_user = ?, start_ms = ?, end_ms = ? WHERE campaign_id = ?',
                [...$terms->values(), $campaign],
            );
            $this->db->run(
                'UPDATE remise_code SET code = ? WHERE campaign_id = ? AND code_key = ?',
                [$terms->code, $campaign, $place->codeKey],
            );
            // A coupon that says nothing of it stays as it is: switched off by its shop, it is not switched on by an update.
            if ($terms->active !== null) {
                $off = $terms->active ? null : $atMs;
                $this->db->run('UPDATE remise_code SET inactive_ms = ? WHERE campaign_id = ?', [$off, $campaign]);
            }

            return 'saved';
        });
    }

    /**
     * @param list<array{code: string, key: string}> $codes
     *
     * @return list<int> which of them were there already
     */
    public function insertCodes(CodePlace $batch, string $rules, string $pattern, array $codes, int $atMs): array
    {
        return $this->db->transaction(function () use ($batch, $rules, $pattern, $codes, $atMs): array {
            Turn::take($this->db, $batch->organization);
            $first = $this->firstFree($batch, $codes);
            if ($first === null) {
                return array_keys($codes);
            }
            $terms = CouponTerms::of($rules, $first);
            $campaign = $this->campaign($batch->organization, $batch->env, $terms->id, $rules, $atMs);
            $collided = [];
            foreach ($codes as $index => ['code' => $code, 'key' => $key]) {
                $place = new CodePlace($batch->organization, $batch->env, $key);
                if ($this->insert($place, $code, $campaign, $pattern, $terms, $atMs) === 0) {
                    $collided[] = $index;
                }
            }
            $this->limit($campaign, $terms);

            return $collided;
        });
    }

    private function limit(int $campaign, CouponTerms $terms): void
    {
        (new Slots($this->db))->fold('?', [$campaign]);
        (new Budgets($this->db))->set($campaign, ...$terms->campaignValues());
    }

    private function isThere(CodePlace $place, string $campaign): bool
    {
        return $this->db->row(
            'SELECT 1 FROM remise_campaign WHERE organization_id = ? AND env = ? AND external_id = ?',
            [(int) $place->organization, $place->env, $campaign],
        ) !== null;
    }

    private function isGenerated(CodePlace $place, string $campaign): bool
    {
        return $this->db->row(
            'SELECT 1 FROM remise_campaign k JOIN remise_code c ON c.campaign_id = k.id '
            . 'WHERE k.organization_id = ? AND k.env = ? AND k.external_id = ? AND c.pattern IS NOT NULL LIMIT 1',
            [(int) $place->organization, $place->env, $campaign],
        ) !== null;
    }

    private function campaign(string $organization, string $env, string $id, string $body, int $atMs): int
    {
        $key = [(int) $organization, $env, $id];
        $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_campaign',
                '(organization_id, env, external_id, body, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?)',
            ),
            [...$key, $body, $atMs, $atMs],
        );
        $where = ' WHERE organization_id = ? AND env = ? AND external_id = ?';
        $this->db->run('UPDATE remise_campaign SET body = ?, updated_ms = ?' . $where, [$body, $atMs, ...$key]);
        $row = $this->db->row('SELECT id FROM remise_campaign' . $where, $key);

        return (int) ($row['id'] ?? throw new \RuntimeException('the campaign is not stored'));
    }

    /**
     * The code a campaign without an id is named after. A code that is there already would name somebody else's.
     *
     * @param list<array{code: string, key: string}> $codes
     */
    private function firstFree(CodePlace $batch, array $codes): ?string
    {
        foreach ($codes as ['code' => $code, 'key' => $key]) {
            $there = $this->db->row(
                'SELECT 1 FROM remise_code WHERE organization_id = ? AND env = ? AND code_key = ? '
                . 'UNION ALL SELECT 1 FROM remise_campaign WHERE organization_id = ? AND env = ? AND external_id = ?',
                [(int) $batch->organization, $batch->env, $key, (int) $batch->organization, $batch->env, $code],
            );
            if ($there === null) {
                return $code;
            }
        }

        return null;
    }

    /** Under the id of a coupon with one code, another code is that code's new spelling; where codes were imported, one more. */
    private function rename(int $campaign, CodePlace $place, CouponTerms $terms): bool
    {
        $codes = $this->db->row('SELECT COUNT(*) AS n FROM remise_code WHERE campaign_id = ?', [$campaign]);

        return ($codes['n'] ?? 0) === 1 && $this->db->run(
            'UPDATE remise_code SET code_key = ?, code = ? WHERE campaign_id = ?',
            [$place->codeKey, $terms->code, $campaign],
        ) > 0;
    }

    private function insert(
        CodePlace $place,
        string $code,
        int $campaign,
        ?string $pattern,
        CouponTerms $terms,
        int $atMs,
    ): int {
        return $this->db->run($this->db->dialect->insertUnlessThere('remise_code', self::INSERT), [
            (int) $place->organization, $place->env, $place->codeKey, $code, $campaign, $pattern, $atMs,
            $terms->active === false ? $atMs : null, ...$terms->values(),
        ]);
    }
}
