<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\Redemption;

/** The uses of codes: held, committed, released; a row each, of which the first one of a key is unique on it. */
final class Ledger
{
    public const HELD = 'held';
    public const COMMITTED = 'committed';
    public const RELEASED = 'released';

    private const REPLAYED = 'replayed';
    private const MOVED = 'moved';
    /** Others may be faster so often. */
    private const ROUNDS = 200;
    private const OVER_AND_OVER = 'a key was taken and released over and over';
    /** Lapsed holds that are looked for at once. */
    private const PAGE = 20;

    private readonly Slots $slots;
    private readonly Budgets $budgets;

    /** @param \Closure(): string $engine hash of the engine that decides; asked only when a use is taken */
    public function __construct(private readonly Connection $db, private readonly \Closure $engine)
    {
        $this->slots = new Slots($db);
        $this->budgets = new Budgets($db);
    }

    /** @param list<?CodeFacts> $codes in the order of the redemption's @return array<string, mixed> `outcome`, `of?`, `redemption?` */
    public function redeem(Redemption $redemption, array $codes, ?string $holderHash, ?string $emailHash): array
    {
        $takes = [];
        foreach ($redemption->codes as $number => $code) {
            if (($facts = $codes[$number]) === null) {
                return ['outcome' => Counters::NO_USE, 'of' => $number];
            }
            $spent = $code['spentMinor'] ?? null;
            $take = new Take($number, $facts, null, $holderHash, $emailHash, $code['discountMinor'], $spent);
            $takes[] = $take->by($facts);
        }
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $isFree = isset($taken);
            $taken = $this->take($takes, fn (array $takes): array => [
                ...$this->entries($redemption, $takes, $isFree),
                ...VoucherUses::taken($takes, $redemption->key, $redemption->merchantId, $redemption->atMs),
            ], $redemption->atMs);
            if ($taken['outcome'] === 'taken') {
                return $taken;
            }
            // What is refused may be what the same key has taken just now.
            $stored = $this->stored($redemption->key, $redemption->request, $redemption->atMs);
            if ($stored !== null) {
                return ['outcome' => self::REPLAYED, 'redemption' => $stored];
            }
            if ($taken['outcome'] !== self::REPLAYED) {
                return $taken;
            }
        }

        throw new \RuntimeException(self::OVER_AND_OVER);
    }

    /** @return array<string, mixed> `outcome`, `codeId?`, `redemption?` */
    public function commit(string $key, int $atMs): array
    {
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $this->db->run(
                'UPDATE remise_use SET state = ?, committed_ms = ? WHERE redemption_key = ? AND state = ?',
                [self::COMMITTED, $atMs, $key, self::HELD],
            );
            $uses = $this->uses($key);
            $answer = match ($uses[0]['state'] ?? null) {
                null => ['outcome' => 'unknown'],
                self::COMMITTED => ['outcome' => 'taken', 'redemption' => self::redemption($uses[0])],
                self::RELEASED => $this->takeAgain($key, $uses, $atMs),
                // A node that changes rows does not wait for those of other nodes; one that reads them has waited.
                self::HELD => null,
            };
            if ($answer !== null) {
                return $answer;
            }
        }

        throw new \RuntimeException(self::OVER_AND_OVER);
    }

    /** Whether anything was given back just now; with `$keep` vouchers that an order has used are not. */
    public function release(string $key, bool $keep, int $atMs): bool
    {
        $isKept = static fn (array $use): bool => $use['state'] === self::COMMITTED && $use['c_voucher'] !== null;
        $kept = $keep ? array_values(array_filter($this->uses($key), $isKept)) : [];
        if ($kept === []) {
            return $this->giveBack($key, $atMs, '', []);
        }

        return $this->db->transaction(function () use ($kept, $key, $atMs): bool {
            $this->db->batch(VoucherUses::kept(array_map(Take::of(...), $kept), $key, $atMs));

            return $this->giveBack($key, $atMs, '', []);
        });
    }

    /** Whether a hold of the campaign had lapsed; all that had are given back. */
    public function lapse(int $campaign, int $atMs): bool
    {
        for ($lapsed = false;; $lapsed = true) {
            $keys = $this->db->rows(
                'SELECT DISTINCT redemption_key FROM remise_use WHERE campaign_id = ? AND state = ? AND expires_ms <= ? LIMIT ?',
                [$campaign, self::HELD, $atMs, self::PAGE],
            );
            foreach ($keys as ['redemption_key' => $key]) {
                $this->giveBack((string) $key, $atMs, ' AND state = ? AND expires_ms <= ?', [self::HELD, $atMs]);
            }
            if ($keys === []) {
                return $lapsed;
            }
        }
    }

    /**
     * What a key has, as the port tells it; nothing when it was given back, or lapsed and is given back here.
     *
     * @return null|array<string, mixed>
     */
    public function stored(string $key, string $request, int $atMs): ?array
    {
        $use = $this->uses($key)[0] ?? null;
        if ($use !== null && $use['state'] === self::HELD && $use['expires_ms'] <= $atMs) {
            $this->giveBack($key, $atMs, ' AND state = ? AND expires_ms <= ?', [self::HELD, $atMs]);

            return null;
        }

        return $use === null || $use['state'] === self::RELEASED
            ? null
            : ['known' => self::isOf($use['request_hash'], $request)] + self::redemption($use);
    }

    /** Whether a key stands for a request; those from before there was this said nothing of it. */
    public static function isOf(null|int|string $hash, ?string $request): bool
    {
        return $hash === '' || $hash === Installation::hash((string) $request);
    }

    /**
     * @param list<Take>                        $takes
     * @param \Closure(list<Take>): list<Step>  $enter into the ledger
     *
     * @return array{outcome: string, of?: int}
     */
    private function take(array $takes, \Closure $enter, int $atMs): array
    {
        foreach ($takes as $number => $take) {
            if ($this->slots->isWanted($take)) {
                $this->slots->spread($take->code);
                $takes[$number] = $take->by($this->facts($take->code->id) ?? $take->code);
            }
        }
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $refused = $this->db->batch([...Counters::up($this->db->dialect, $takes), ...$enter($takes)]);
            if ($refused === null) {
                return ['outcome' => 'taken'];
            }
            if ($refused->refusal === self::REPLAYED) {
                return ['outcome' => self::REPLAYED];
            }
            $next = $this->another($takes[$refused->of], $refused, $atMs);
            if (is_string($next)) {
                return ['outcome' => $next, 'of' => $refused->of];
            }
            $takes[$refused->of] = $next;
        }

        throw new \RuntimeException('uses were taken and given back faster than one could be taken');
    }

    /** Where to look for a use after one was refused, or why there is none. */
    private function another(Take $take, Step $refused, int $atMs): string|Take
    {
        $code = $this->facts($take->code->id);
        if ($code === null || !$code->active) {
            return Counters::NO_USE;
        }
        if ($take->spent !== null && $code->spent > $take->spent) {
            return 'stale';
        }
        if (!$code->isLike($take->code)) {
            return $take->by($code);
        }
        if ($refused->refusal === Counters::NO_USE) {
            $slot = $code->slots === null ? null : $this->slots->free($code);
            if ($slot !== null || ($code->slots === null && !$code->isExhausted())) {
                return $take->in($slot);
            }
        }
        if ($this->lapse($code->campaign, $atMs)) {
            return $take->by($code);
        }

        return $refused->refusal === Counters::CAMPAIGN
            ? $this->budgets->passed($code->campaign) ?? $take->by($code)
            : (string) $refused->refusal;
    }

    /**
     * @param non-empty-list<array<string, null|int|string>> $uses
     *
     * @return null|array<string, mixed> nothing when the key is not as it was
     */
    private function takeAgain(string $key, array $uses, int $atMs): ?array
    {
        $takes = array_map(Take::of(...), $uses);
        $taken = $this->take($takes, static fn (array $takes): array => [
            ...self::entriesAgain($key, $takes, $atMs),
            ...VoucherUses::taken($takes, $key, null, $atMs),
        ], $atMs);
        if ($taken['outcome'] === 'taken') {
            return ['outcome' => 'taken', 'redemption' => ['state' => self::COMMITTED] + self::redemption($uses[0])];
        }
        // What is refused may be what the same key has taken just now.
        $isAsItWas = ($this->uses($key)[0]['state'] ?? null) === self::RELEASED;

        return !$isAsItWas || $taken['outcome'] === self::REPLAYED
            ? null
            : ['outcome' => $taken['outcome'], 'codeId' => $takes[$taken['of']]->code->id];
    }

    private function giveBack(string $key, int $atMs, string $only, array $values): bool
    {
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $uses = array_filter($this->uses($key), static fn (array $use): bool => $use['state'] !== self::RELEASED);
            if ($uses === []) {
                return false;
            }
            $takes = array_map(Take::of(...), array_values($uses));
            $leave = array_map(static fn (Take $take): Step => new Step(
                "UPDATE remise_use SET state = ?, released_ms = ? WHERE redemption_key = ? AND number = ? AND state <> ?$only",
                [self::RELEASED, $atMs, $key, $take->number, self::RELEASED, ...$values],
                self::MOVED,
                $take->number,
            ), $takes);
            $refused = $this->db->batch([...$leave, ...Counters::down($takes), ...VoucherUses::givenBack($takes, $key, $atMs)]);
            if ($refused === null) {
                return true;
            }
            if ($refused->refusal === self::MOVED && $only !== '') {
                return false;
            }
        }

        throw new \RuntimeException(self::OVER_AND_OVER);
    }

    /** @param list<Take> $takes @return list<Step> */
    private function entries(Redemption $redemption, array $takes, bool $isFree): array
    {
        $insert = $this->db->dialect->insertNew(
            'remise_use',
            '(redemption_key, number, campaign_id, code_id, holder_hash, email_hash, discount_minor, spent_minor, state, '
            . 'request_hash, applied, engine, taken_ms, expires_ms, committed_ms) '
            . 'VALUES (?, ?{guard}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        );
        $isHold = $redemption->endAt !== null;
        // What the key had is over, and its place is needed.
        $steps = $isFree
            ? [new Step('DELETE FROM remise_use WHERE redemption_key = ? AND state = ?', [$redemption->key, self::RELEASED])]
            : [];
        foreach ($takes as $take) {
            $steps[] = new Step($insert, [
                $redemption->key, $take->number, $take->code->campaign, $take->code->id, $take->holderHash, $take->emailHash,
                $take->discountMinor, $take->spent, $isHold ? self::HELD : self::COMMITTED,
                Installation::hash($redemption->request), $take->number === 0 ? $redemption->applied : null,
                ($this->engine)(), $redemption->atMs, $redemption->endAt, $isHold ? null : $redemption->atMs,
            ], self::REPLAYED, $take->number, true);
        }

        return $steps;
    }

    /** @param list<Take> $takes @return list<Step> */
    private static function entriesAgain(string $key, array $takes, int $atMs): array
    {
        return array_map(static fn (Take $take): Step => new Step(
            'UPDATE remise_use SET state = ?, committed_ms = ?{guard}, released_ms = NULL '
            . 'WHERE redemption_key = ? AND number = ? AND state = ?',
            [self::COMMITTED, $atMs, $key, $take->number, self::RELEASED],
            self::REPLAYED,
            $take->number,
        ), $takes);
    }

    /** With the facts of its code. @return list<array<string, null|int|string>> */
    private function uses(string $key): array
    {
        return $this->db->rows(
            'SELECT ' . CodeFacts::columns($this->db->dialect) . ', u.* FROM remise_use u '
            . 'JOIN remise_code c ON c.id = u.code_id WHERE u.redemption_key = ? ORDER BY u.number',
            [$key],
        );
    }

    private function facts(int $code): ?CodeFacts
    {
        $row = $this->db->row('SELECT ' . CodeFacts::columns($this->db->dialect) . ' FROM remise_code c WHERE c.id = ?', [$code]);

        return $row === null ? null : CodeFacts::of($row);
    }

    /** @param array<string, null|int|string> $use @return array<string, mixed> */
    private static function redemption(array $use): array
    {
        return ['applied' => (string) $use['applied'], 'state' => $use['state'], 'known' => true]
            + ($use['expires_ms'] === null ? [] : ['endAt' => $use['expires_ms']]);
    }
}
