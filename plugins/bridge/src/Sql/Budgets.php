<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Limits of all codes of a campaign together. */
final class Budgets
{
    public function __construct(private readonly Connection $db)
    {
    }

    /** To be called with the campaign's codes folded together, so that nobody takes a use beside it. */
    public function set(int $campaign, ?int $quantity, ?int $capMinor): void
    {
        if ($quantity === null && $capMinor === null) {
            $this->db->run('UPDATE remise_code SET limited = NULL WHERE campaign_id = ? AND limited IS NOT NULL', [$campaign]);
            $this->db->run('DELETE FROM remise_budget WHERE campaign_id = ?', [$campaign]);

            return;
        }
        $this->db->run('UPDATE remise_code SET limited = 1 WHERE campaign_id = ? AND limited IS NULL', [$campaign]);
        $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_budget',
                '(campaign_id, redeemed, spent_minor) SELECT ?, COUNT(*), COALESCE(SUM(u.discount_minor), 0) FROM remise_use u '
                . 'WHERE u.campaign_id = ? AND u.state <> ?',
                'quantity',
            ),
            [$campaign, $campaign, Ledger::RELEASED],
        );
        $this->db->run(
            'UPDATE remise_budget SET quantity = ?, cap_minor = ? WHERE campaign_id = ?',
            [$quantity, $capMinor, $campaign],
        );
    }

    /** Which of its limits a use would pass; null when there is none any more. @return null|'budgetLimit'|'campaignLimit' */
    public function passed(int $campaign): ?string
    {
        $row = $this->db->row('SELECT quantity, redeemed FROM remise_budget WHERE campaign_id = ?', [$campaign]);
        if ($row === null) {
            return null;
        }

        return $row['quantity'] !== null && $row['redeemed'] >= $row['quantity'] ? 'campaignLimit' : 'budgetLimit';
    }
}
