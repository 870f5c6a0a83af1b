<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What was bought, what was issued for it, and the codes as they are made, piece by piece. */
final class Purchases
{
    /** Codes of one statement. */
    private const ROWS = 50;

    public function __construct(private readonly Connection $db)
    {
    }

    /** @return null|array<string, mixed> */
    public function find(string $organization, string $order): ?array
    {
        $purchase = $this->row($organization, $order);
        if ($purchase === null) {
            return null;
        }
        $issues = $this->db->rows('SELECT line, wanted, made FROM remise_issue WHERE purchase_id = ? ORDER BY id', [$purchase['id']]);

        return ['owner' => $purchase['owner'], 'issues' => array_map(static fn (array $issue): array => [
            'line' => $issue['line'],
            'count' => $issue['wanted'],
            'made' => $issue['made'],
        ], $issues)] + ($purchase['cancelled_ms'] === null ? [] : ['cancelledAt' => $purchase['cancelled_ms']]);
    }

    /** @param list<array<string, mixed>> $issues */
    public function add(string $organization, string $env, string $order, string $owner, array $issues, int $atMs): bool
    {
        try {
            return $this->db->transaction(function () use ($organization, $env, $order, $owner, $issues, $atMs): bool {
                Turn::take($this->db, $organization);
                $purchase = $this->purchase($organization, $env, $order, $owner, $atMs);
                if ($purchase['cancelled_ms'] !== null || $purchase['owner'] !== $owner) {
                    return false;
                }
                foreach ($issues as $issue) {
                    $this->issue($purchase, $issue, $atMs);
                }

                return true;
            });
        } catch (NothingLeft) {
            return false;
        }
    }

    /** @return null|array<string, mixed> */
    public function next(string $organization, ?string $order): ?array
    {
        $row = $this->db->row(
            'SELECT i.id, i.wanted, i.made, i.pattern FROM remise_issue i JOIN remise_purchase p ON p.id = i.purchase_id '
            . 'WHERE i.organization_id = ? AND i.unfinished = 1 AND p.cancelled_ms IS NULL' . ($order === null ? '' : ' AND p.order_id = ?')
            . ' ORDER BY i.id LIMIT 1',
            [(int) $organization, ...($order === null ? [] : [$order])],
        );

        return $row === null ? null : [
            'id' => (string) $row['id'],
            'count' => $row['wanted'],
            'made' => $row['made'],
            'pattern' => $row['pattern'],
        ];
    }

    /** One transaction: a death in the middle leaves nothing of the piece. @param list<array{code: string, key: string}> $codes */
    public function mint(string $organization, string $id, int $made, array $codes, int $atMs): void
    {
        $this->db->transaction(function () use ($organization, $id, $made, $codes, $atMs): void {
            Turn::take($this->db, $organization);
            $issue = $this->db->row(
                'SELECT i.*, p.env, p.owner, k.body, b.campaign_id AS limited FROM remise_issue i '
                . 'JOIN remise_purchase p ON p.id = i.purchase_id JOIN remise_campaign k ON k.id = i.campaign_id '
                . 'LEFT JOIN remise_budget b ON b.campaign_id = i.campaign_id '
                . 'WHERE i.id = ? AND i.organization_id = ? AND i.made = ? AND p.cancelled_ms IS NULL',
                [(int) $id, (int) $organization, $made],
            );
            if ($issue === null) {
                return;
            }
            $new = 0;
            foreach (array_chunk($codes, self::ROWS) as $some) {
                $new += $this->codes($issue, $some, $atMs);
            }
            $this->vouchers($issue, $atMs);
            $this->db->run(
                'UPDATE remise_issue SET made = made + ? WHERE id = ?',
                [$new, $issue['id']],
            );
            $this->db->run('UPDATE remise_issue SET unfinished = CASE WHEN made < wanted THEN 1 END WHERE id = ?', [$issue['id']]);
        });
    }

    /** @return array{changed: bool, blocked: int} */
    public function cancel(string $organization, string $order, bool $block, int $atMs): array
    {
        return $this->db->transaction(function () use ($organization, $order, $block, $atMs): array {
            Turn::take($this->db, $organization);
            // Also one that nobody has paid yet: its payment, when it comes, is too late.
            $purchase = $this->purchase($organization, '', $order, '', $atMs);
            if ($purchase['cancelled_ms'] !== null) {
                return ['changed' => false, 'blocked' => 0];
            }
            $this->db->run(
                'UPDATE remise_purchase SET cancelled_ms = ?, blocked_ms = ? WHERE id = ?',
                [$atMs, $block ? $atMs : null, $purchase['id']],
            );
            $this->db->run('UPDATE remise_issue SET unfinished = NULL WHERE purchase_id = ?', [$purchase['id']]);
            $blocked = $block ? VoucherUses::block($this->db, (int) $purchase['id'], $order, $atMs) : 0;

            return ['changed' => $purchase['owner'] !== '', 'blocked' => $blocked];
        });
    }

    /** @return null|array<string, null|int|string> */
    private function row(string $organization, string $order): ?array
    {
        return $this->db->row(
            'SELECT * FROM remise_purchase WHERE organization_id = ? AND order_id = ?',
            [(int) $organization, $order],
        );
    }

    /** @return array<string, null|int|string> the one that is there, or else a new one */
    private function purchase(string $organization, string $env, string $order, string $owner, int $atMs): array
    {
        $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_purchase',
                '(organization_id, env, order_id, owner, created_ms) VALUES (?, ?, ?, ?, ?)',
            ),
            [(int) $organization, $env, $order, $owner, $atMs],
        );

        return $this->row($organization, $order) ?? throw new \RuntimeException('the purchase is not stored');
    }

    /** @param array<string, null|int|string> $purchase @param array<string, mixed> $issue */
    private function issue(array $purchase, array $issue, int $atMs): void
    {
        $new = $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_issue',
                '(organization_id, purchase_id, line, "number", wanted, made, unfinished, campaign_id, template, name, pattern, end_ms) '
                . 'VALUES (?, ?, ?, ?, ?, 0, 1, 0, ?, ?, ?, ?)',
            ),
            [
                $purchase['organization_id'], $purchase['id'], $issue['line'], $issue['number'], $issue['count'],
                $issue['template'], $issue['name'], $issue['pattern'], $issue['endAt'],
            ],
        );
        if ($new !== 1) {
            throw new NothingLeft();
        }
        $terms = CouponTerms::of($issue['coupon']);
        $campaign = $this->db->insert(
            'INSERT INTO remise_campaign (organization_id, env, external_id, body, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?)',
            [$purchase['organization_id'], $purchase['env'], $terms->id, $issue['coupon'], $atMs, $atMs],
        );
        (new Budgets($this->db))->set((int) $campaign, ...$terms->campaignValues());
        $this->db->run(
            'UPDATE remise_issue SET campaign_id = ? WHERE purchase_id = ? AND line = ? AND "number" = ?',
            [(int) $campaign, $purchase['id'], $issue['line'], $issue['number']],
        );
    }

    /** @param array<string, null|int|string> $issue @param list<array{code: string, key: string}> $codes @return int how many are new */
    private function codes(array $issue, array $codes, int $atMs): int
    {
        $terms = CouponTerms::of((string) $issue['body']);
        $rows = array_map(static fn (array $code): array => [
            $issue['organization_id'], $issue['env'], $code['key'], $code['code'], $issue['campaign_id'], $issue['pattern'], $atMs,
            $issue['purchase_id'], $issue['limited'] === null ? null : 1, ...$terms->values(),
        ], $codes);
        $places = implode(', ', array_fill(0, count($rows), '(?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)'));

        return $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_code',
                '(organization_id, env, code_key, code, campaign_id, pattern, redeemed, created_ms, voucher, limited, quantity, '
                . "quantity_per_user, start_ms, end_ms) VALUES $places",
            ),
            array_merge(...$rows),
        );
    }

    /** Codes of the issue that are no vouchers yet. @param array<string, null|int|string> $issue */
    private function vouchers(array $issue, int $atMs): void
    {
        $this->db->run(
            'INSERT INTO remise_voucher (code_id, organization_id, env, code_key, owner, purchase_id, issue_id, template, state, '
            . 'used_ms, end_ms, created_ms) SELECT c.id, c.organization_id, c.env, c.code_key, ?, ?, ?, ?, ?, 0, ?, ? '
            . 'FROM remise_code c WHERE c.campaign_id = ? '
            . 'AND c.id > (SELECT COALESCE(MAX(v.code_id), 0) FROM remise_voucher v WHERE v.issue_id = ?) ORDER BY c.id',
            [
                $issue['owner'], $issue['purchase_id'], $issue['id'], $issue['template'], VoucherUses::ACTIVE, $issue['end_ms'],
                $atMs, $issue['campaign_id'], $issue['id'],
            ],
        );
    }
}
