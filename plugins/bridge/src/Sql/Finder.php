<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;
use Remise\Bridge\CouponQuery;

/** Looks a code up, with all that a decision rests on, and remembers what its use will be taken from. */
final class Finder
{
    /** @var array<string, CodeFacts> */
    private array $known = [];

    public function __construct(private readonly Connection $db, private readonly Ledger $ledger)
    {
    }

    /** @return array<string, mixed> as the port tells it */
    public function find(CodePlace $place, CouponQuery $query, ?string $holderHash, ?string $emailHash): array
    {
        $row = $this->row($place, $query, $holderHash, $emailHash);
        if (($row['lapsed'] ?? null) !== null && $this->ledger->lapse((int) $row['c_campaign'], (int) $query->atMs)) {
            $row = $this->row($place, $query, $holderHash, $emailHash);
        }
        $found = ($row['body'] ?? null) === null ? [] : $this->found($place, $row);

        return ($row['applied'] ?? null) === null ? $found : $found + ['redemption' => [
            'applied' => $row['applied'],
            'state' => $row['state'],
            'known' => Ledger::isOf($row['request_hash'], $query->request),
        ] + ($row['expires_ms'] === null ? [] : ['endAt' => $row['expires_ms']])];
    }

    /** What is remembered of a code, or else looked up; null when there is no such code. */
    public function facts(CodePlace $place): ?CodeFacts
    {
        $known = $this->known[self::key($place)] ?? null;
        if ($known !== null) {
            return $known;
        }
        $row = $this->db->row(
            'SELECT ' . CodeFacts::columns($this->db->dialect) . ' FROM remise_code c '
            . 'WHERE c.organization_id = ? AND c.env = ? AND c.code_key = ?',
            [(int) $place->organization, $place->env, $place->codeKey],
        );

        return $row === null ? null : CodeFacts::of($row);
    }

    /** @param array<string, null|int|string> $row @return array<string, mixed> */
    private function found(CodePlace $place, array $row): array
    {
        $code = CodeFacts::of($row);
        $this->known[self::key($place)] = $code;

        return [
            'coupon' => $row['body'],
            'code' => $row['code'],
            'redeemed' => (int) $row['uses'],
            'redeemedByHolder' => (int) $row['by_holder'],
            'active' => $code->active,
        ] + ($code->spent === 0 ? [] : ['spentMinor' => $code->spent])
            + ($row['campaign_redeemed'] === null ? [] : [
                'campaign' => ['redeemed' => $row['campaign_redeemed'], 'spentMinor' => $row['campaign_spent']],
            ]);
    }

    /**
     * One statement from one row, so that coupon, counts and ledger are of the same instant.
     *
     * @return array<string, null|int|string>
     */
    private function row(CodePlace $place, CouponQuery $query, ?string $holderHash, ?string $emailHash): array
    {
        return $this->db->row(
            'SELECT k.body, c.code, ' . CodeFacts::columns($this->db->dialect) . ', ' . Slots::REDEEMED . ' AS uses, '
            . '(SELECT MAX(h.redeemed) FROM remise_code_holder h WHERE h.code_id = c.id AND h.holder_hash IN (?, ?)) AS by_holder, '
            . 'b.redeemed AS campaign_redeemed, b.spent_minor AS campaign_spent, '
            . '(SELECT 1 FROM remise_use l WHERE l.campaign_id = c.campaign_id AND l.state = ? AND l.expires_ms <= ? LIMIT 1) AS lapsed, '
            . 'r.applied, r.state, r.request_hash, r.expires_ms FROM (SELECT 1 AS here) here '
            . 'LEFT JOIN remise_code c ON c.organization_id = ? AND c.env = ? AND c.code_key = ? '
            . 'LEFT JOIN remise_campaign k ON k.id = c.campaign_id '
            . 'LEFT JOIN remise_budget b ON b.campaign_id = c.campaign_id '
            . 'LEFT JOIN remise_use r ON r.redemption_key = ? AND r.number = 0 AND r.state <> ?',
            [
                $holderHash, $emailHash, Ledger::HELD, $query->atMs, (int) $place->organization, $place->env, $place->codeKey,
                $query->key, Ledger::RELEASED,
            ],
        ) ?? [];
    }

    private static function key(CodePlace $place): string
    {
        return "$place->organization $place->env $place->codeKey";
    }
}
