<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Counts uses up and down: by buyer, by campaign, by code.
 *
 * A use is taken by the condition of the statement that counts it, never by a number that was read before. All lock in the same
 * order, and last what most others want.
 */
final class Counters
{
    public const NO_USE = 'exhausted';
    public const NO_USE_OF_HOLDER = 'holderLimit';
    public const CAMPAIGN = 'campaign';
    public const ELSEWHERE = 'elsewhere';

    /** @param list<Take> $takes @return list<Step> */
    public static function up(Dialect $dialect, array $takes): array
    {
        $takes = self::inOrder($takes);
        $limited = array_filter($takes, static fn (Take $take): bool => $take->code->limited);

        return [
            ...array_merge(...array_map(static fn (Take $take): array => self::holders($dialect, $take), $takes)),
            ...array_map(self::campaign(...), array_values($limited)),
            ...array_map(self::code(...), $takes),
        ];
    }

    /** @param list<Take> $takes @return list<Step> */
    public static function down(array $takes): array
    {
        $steps = [];
        foreach (self::inOrder($takes) as $take) {
            foreach ($take->names() as $name) {
                $holder = 'UPDATE remise_code_holder SET redeemed = redeemed - 1 WHERE code_id = ? AND holder_hash = ?';
                $steps[0][] = new Step($holder, [$take->code->id, $name]);
            }
            $campaign = 'UPDATE remise_budget SET redeemed = redeemed - 1, spent_minor = spent_minor - ? WHERE campaign_id = ?';
            $steps[1][] = new Step($campaign, [$take->discountMinor, $take->code->campaign]);
            $steps[2][] = self::codeDown($take);
        }
        ksort($steps);

        return array_merge(...$steps);
    }

    /** @return list<Step> */
    private static function holders(Dialect $dialect, Take $take): array
    {
        $insert = $dialect->insertUnlessThere(
            'remise_code_holder',
            '(code_id, holder_hash, redeemed) VALUES (?, ?, 0{guard})',
            'code_id',
        );
        $count = 'UPDATE remise_code_holder SET redeemed = redeemed + 1{guard} WHERE code_id = ? AND holder_hash = ?';
        $limit = $take->code->perHolder;
        $steps = [];
        foreach ($take->names() as $name) {
            $row = [$take->code->id, $name];
            array_push($steps, new Step($insert, $row), $limit === null ? new Step($count, $row, self::NO_USE_OF_HOLDER, $take->number) : new Step(
                "$count AND redeemed < ?",
                [...$row, $limit],
                self::NO_USE_OF_HOLDER,
                $take->number,
            ));
        }

        return $steps;
    }

    private static function campaign(Take $take): Step
    {
        return new Step(
            'UPDATE remise_budget SET redeemed = redeemed + 1{guard}, spent_minor = spent_minor + ? WHERE campaign_id = ? '
            . 'AND (quantity IS NULL OR redeemed < quantity) AND (cap_minor IS NULL OR spent_minor + ? <= cap_minor)',
            [$take->discountMinor, $take->code->campaign, $take->discountMinor],
            self::CAMPAIGN,
            $take->number,
        );
    }

    private static function code(Take $take): Step
    {
        if ($take->slot !== null) {
            return new Step(
                'UPDATE remise_slot SET taken = taken + 1{guard} WHERE code_id = ? AND slot = ? AND (quota IS NULL OR taken < quota)',
                [$take->code->id, $take->slot],
                self::NO_USE,
                $take->number,
            );
        }
        $spends = $take->spent !== null;

        return new Step(
            'UPDATE remise_code SET redeemed = redeemed + 1{guard}' . ($spends ? ', spent_minor = COALESCE(spent_minor, 0) + ?' : '')
            . ' WHERE id = ? AND inactive_ms IS NULL AND slots IS NULL AND COALESCE(limited, 0) = ? '
            . 'AND (quantity IS NULL OR redeemed < quantity)' . ($spends ? ' AND COALESCE(spent_minor, 0) <= ?' : ''),
            [
                ...($spends ? [$take->discountMinor] : []),
                $take->code->id,
                $take->code->limited ? 1 : 0,
                ...($spends ? [$take->spent] : []),
            ],
            self::NO_USE,
            $take->number,
        );
    }

    /**
     * Where uses of the code are counted today: what one row then has too few, it has more to give, so the sum is right. It may
     * become less than zero.
     */
    private static function codeDown(Take $take): Step
    {
        $row = [$take->code->id];

        return match (true) {
            $take->slot !== null => new Step(
                'UPDATE remise_slot SET taken = taken - 1{guard} WHERE code_id = ? AND slot = ?',
                [...$row, $take->slot],
                self::ELSEWHERE,
            ),
            $take->spent !== null => new Step(
                'UPDATE remise_code SET redeemed = redeemed - 1, spent_minor = spent_minor - ? WHERE id = ?',
                [$take->discountMinor, ...$row],
            ),
            default => new Step(
                'UPDATE remise_code SET redeemed = redeemed - 1{guard} WHERE id = ? AND slots IS NULL',
                $row,
                self::ELSEWHERE,
            ),
        };
    }

    /** @param list<Take> $takes @return list<Take> */
    private static function inOrder(array $takes): array
    {
        usort($takes, static fn (Take $one, Take $other): int => $one->code->id <=> $other->code->id);

        return $takes;
    }
}
