<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Spreads the uses of a code that many want over several rows, so that those who take one do not wait for one another.
 *
 * Each row has a quota, and together they have what was left when the code was spread: no use is in two of them, and none
 * outside. Whoever finds its own row empty looks into the others. What is given back goes into any of them. What changes the
 * number of uses folds them together first.
 */
final class Slots
{
    /** So many uses make a code one that many want. */
    private const WANTED = 16;
    /** With fewer uses left for each row, most of the writers would soon look for one in the rows of others. */
    private const LEAST_QUOTA = 4;

    /** Uses of a `remise_code c`, wherever they are counted. */
    public const REDEEMED = '(c.redeemed + CASE WHEN c.slots IS NULL THEN 0 ELSE '
        . '(SELECT CAST(COALESCE(SUM(s.taken), 0) AS SIGNED) FROM remise_slot s WHERE s.code_id = c.id) END)';

    public function __construct(private readonly Connection $db)
    {
    }

    public function isWanted(Take $take): bool
    {
        $code = $take->code;
        $slots = $this->db->dialect->slots();
        $enough = $code->quantity === null || $code->quantity - $code->redeemed >= $slots * self::LEAST_QUOTA;

        return $slots > 1 && $code->slots === null && $take->spent === null && $code->redeemed >= self::WANTED && $enough;
    }

    public function spread(CodeFacts $code): void
    {
        $this->db->transaction(function () use ($code): void {
            $slots = $this->db->dialect->slots();
            if ($this->db->run('UPDATE remise_code SET slots = ? WHERE id = ? AND slots IS NULL', [$slots, $code->id]) !== 1) {
                return;
            }
            $row = $this->db->row('SELECT quantity, redeemed FROM remise_code WHERE id = ?', [$code->id]) ?? [];
            $left = $row['quantity'] === null ? null : max(0, $row['quantity'] - $row['redeemed']);
            for ($slot = 0; $slot < $slots; $slot++) {
                $quota = $left === null ? null : intdiv($left, $slots) + ($slot < $left % $slots ? 1 : 0);
                $this->db->run(
                    'INSERT INTO remise_slot (code_id, slot, campaign_id, taken, quota) VALUES (?, ?, ?, 0, ?)',
                    [$code->id, $slot, $code->campaign, $quota],
                );
            }
        });
    }

    /** A slot with a use left, not the same for all who look. */
    public function free(CodeFacts $code): ?int
    {
        $free = array_column($this->db->rows(
            'SELECT slot FROM remise_slot WHERE code_id = ? AND (quota IS NULL OR taken < quota) ORDER BY slot',
            [$code->id],
        ), 'slot');

        return $free === [] ? null : (int) $free[$code->slot % count($free)];
    }

    /**
     * Counts in the codes' own rows again.
     *
     * @param string           $campaigns what selects their ids
     * @param list<int|string> $values
     */
    public function fold(string $campaigns, array $values): void
    {
        $this->together("campaign_id IN ($campaigns)", "campaign_id IN ($campaigns)", $values);
    }

    /** Counts in the row of one code again, and stands in nobody's way who takes another one. */
    public function foldCode(int $code): void
    {
        $this->together('id = ?', 'code_id = ?', [$code]);
    }

    /** @param string $codes which of them @param string $slots their slots @param list<int|string> $values of either */
    private function together(string $codes, string $slots, array $values): void
    {
        // Every code is locked by this, or one of them might be spread between the statements below.
        $this->db->run("UPDATE remise_code SET slots = slots WHERE $codes", $values);
        // Closed first: what is taken until here is counted below, and after it nobody finds a use here.
        $this->db->run("UPDATE remise_slot SET quota = taken WHERE $slots", $values);
        $this->db->run(
            'UPDATE remise_code SET slots = NULL, redeemed = redeemed + COALESCE((SELECT SUM(s.taken) FROM remise_slot s '
            . "WHERE s.code_id = remise_code.id), 0) WHERE slots IS NOT NULL AND $codes",
            $values,
        );
        $this->db->run("DELETE FROM remise_slot WHERE $slots", $values);
    }
}
