<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;

/**
 * The uses of codes: one row each, unique on the caller's key.
 *
 * Whether a use is left is decided by the condition of the statement that takes it, never by a number read before.
 */
final class Ledger
{
    public const COMMITTED = 'committed';
    public const RELEASED = 'released';

    /** @param \Closure(): string $engine hash of the engine that decides; asked only when a use is taken */
    public function __construct(private readonly Connection $db, private readonly \Closure $engine)
    {
    }

    /** @return array<string, mixed> `outcome`, and of a replay `applied`, `codeKey` */
    public function redeem(string $key, CodePlace $place, ?string $holderHash, string $applied, int $atMs): array
    {
        try {
            return $this->db->transaction(function () use ($key, $place, $holderHash, $applied, $atMs): array {
                $code = $this->db->row(
                    'SELECT id, quantity_per_user FROM remise_code WHERE organization_id = ? AND env = ? AND code_key = ?',
                    [(int) $place->organization, $place->env, $place->codeKey],
                );
                if ($code === null) {
                    return ['outcome' => 'exhausted'];
                }
                $id = (int) $code['id'];
                if (!$this->enter($key, $id, $place->codeKey, $holderHash, $applied, $atMs)) {
                    return ['outcome' => 'replayed'] + $this->first($key);
                }
                $this->takeOne($id);
                $this->countHolder($id, $holderHash, $code['quantity_per_user']);

                return ['outcome' => 'taken'];
            });
        } catch (NothingLeft $none) {
            return ['outcome' => $none->outcome];
        }
    }

    /** Whether a use was given back just now. */
    public function release(string $key, int $atMs): bool
    {
        return $this->db->transaction(function () use ($key, $atMs): bool {
            $changed = $this->db->run(
                'UPDATE remise_redemption SET state = ?, released_ms = ? WHERE redemption_key = ? AND state = ?',
                [self::RELEASED, $atMs, $key, self::COMMITTED],
            );
            if ($changed === 0) {
                return false;
            }
            $row = $this->db->row('SELECT code_id, holder_hash FROM remise_redemption WHERE redemption_key = ?', [$key]);
            $this->db->run('UPDATE remise_code SET redeemed = redeemed - 1 WHERE id = ?', [$row['code_id'] ?? null]);
            $this->db->run(
                'UPDATE remise_holder SET redeemed = redeemed - 1 WHERE code_id = ? AND holder_hash = ?',
                [$row['code_id'] ?? null, $row['holder_hash'] ?? null],
            );

            return true;
        });
    }

    /** A new row, or the row of a released use brought back to life; false when the key holds a use. */
    private function enter(
        string $key,
        int $code,
        string $codeKey,
        ?string $holderHash,
        string $applied,
        int $atMs,
    ): bool {
        $facts = [$code, $codeKey, $holderHash, self::COMMITTED, $applied, ($this->engine)(), $atMs];

        return $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_redemption',
                '(code_id, code_key, holder_hash, state, applied, engine, committed_ms, redemption_key) '
                . 'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            ),
            [...$facts, $key],
        ) === 1 || $this->db->run(
            'UPDATE remise_redemption SET code_id = ?, code_key = ?, holder_hash = ?, state = ?, applied = ?, engine = ?, '
            . 'committed_ms = ?, released_ms = NULL WHERE redemption_key = ? AND state = ?',
            [...$facts, $key, self::RELEASED],
        ) === 1;
    }

    private function takeOne(int $code): void
    {
        $taken = $this->db->run(
            'UPDATE remise_code SET redeemed = redeemed + 1 '
            . 'WHERE id = ? AND inactive_ms IS NULL AND (quantity IS NULL OR redeemed < quantity)',
            [$code],
        );
        if ($taken === 0) {
            throw new NothingLeft('exhausted');
        }
    }

    private function countHolder(int $code, ?string $holderHash, null|int|string $limit): void
    {
        if ($holderHash === null) {
            return;
        }
        $this->db->run(
            $this->db->dialect->insertUnlessThere('remise_holder', '(code_id, holder_hash, redeemed) VALUES (?, ?, 0)', 'code_id'),
            [$code, $holderHash],
        );
        $counted = $this->db->run(
            'UPDATE remise_holder SET redeemed = redeemed + 1 '
            . 'WHERE code_id = ? AND holder_hash = ? AND (? IS NULL OR redeemed < ?)',
            [$code, $holderHash, $limit, $limit],
        );
        if ($counted === 0) {
            throw new NothingLeft('holderLimit');
        }
    }

    /** @return array<string, mixed> */
    private function first(string $key): array
    {
        $row = $this->db->row('SELECT applied, code_key FROM remise_redemption WHERE redemption_key = ?', [$key]);

        return ['applied' => (string) ($row['applied'] ?? '{}'), 'codeKey' => (string) ($row['code_key'] ?? '')];
    }
}
