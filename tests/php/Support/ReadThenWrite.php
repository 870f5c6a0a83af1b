<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A ledger as shops usually have it: it reads how many uses there are, and then writes one more. The races must catch it. */
final class ReadThenWrite
{
    /** What a checkout does between the two. */
    private const WORK_MICROSECONDS = 2_000;

    public function __construct(private readonly Store $store)
    {
    }

    /** @return array{outcome: 'exhausted'|'taken'} */
    public function redeem(string $key, string $code): array
    {
        $db = $this->store->db;
        $row = $db->row('SELECT id, campaign_id, redeemed, quantity FROM remise_code WHERE code_key = ?', [$code])
            ?? throw new \LogicException("there is no code $code");
        if ($row['redeemed'] >= $row['quantity']) {
            return ['outcome' => 'exhausted'];
        }
        usleep(self::WORK_MICROSECONDS);
        $db->transaction(static function () use ($db, $row, $key): void {
            $db->run('UPDATE remise_code SET redeemed = ? WHERE id = ?', [$row['redeemed'] + 1, $row['id']]);
            $db->run(
                'INSERT INTO remise_use (redemption_key, number, campaign_id, code_id, discount_minor, state, request_hash, engine, taken_ms) '
                . "VALUES (?, 0, ?, ?, 0, 'committed', '', '', 1)",
                [$key, $row['campaign_id'], $row['id']],
            );
        });

        return ['outcome' => 'taken'];
    }
}
