<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What the ledger's statements are followed by where a code is a voucher: the state that pages show, and the audit trail. */
final class VoucherUses
{
    public const ACTIVE = 'active';
    public const USED = 'used';
    public const BLOCKED = 'blocked';

    private const EVENT = 'INSERT INTO remise_voucher_event (code_id, event, at_ms, order_id, merchant) ';

    /** @param list<Take> $takes @return list<Step> */
    public static function taken(array $takes, string $key, ?string $merchant, int $atMs): array
    {
        $order = $merchant === null ? $key : null;

        return self::each($takes, static fn (int $code): array => [
            new Step(
                'UPDATE remise_voucher SET state = ?, used_ms = ?, used_by = ?, merchant = ? WHERE code_id = ?',
                [self::USED, $atMs, $order, $merchant, $code],
            ),
            self::event($code, $merchant === null ? 'used' : 'redeemed', $atMs, $order, $merchant),
        ]);
    }

    /** One whose purchase was cancelled meanwhile, with its unused codes blocked, is blocked now. @param list<Take> $takes @return list<Step> */
    public static function givenBack(array $takes, string $key, int $atMs): array
    {
        return self::each($takes, static fn (int $code): array => [
            self::event($code, 'givenBack', $atMs, $key),
            new Step(
                self::EVENT . 'SELECT c.id, ?, ?, p.order_id, NULL FROM remise_code c JOIN remise_purchase p ON p.id = c.voucher '
                . 'WHERE c.id = ? AND c.inactive_ms IS NULL AND p.blocked_ms IS NOT NULL',
                [self::BLOCKED, $atMs, $code],
            ),
            new Step(
                'UPDATE remise_code SET inactive_ms = ? WHERE id = ? AND inactive_ms IS NULL AND EXISTS '
                . '(SELECT 1 FROM remise_purchase p WHERE p.id = remise_code.voucher AND p.blocked_ms IS NOT NULL)',
                [$atMs, $code],
            ),
            new Step(
                'UPDATE remise_voucher SET used_ms = 0, used_by = NULL, merchant = NULL, state = CASE WHEN EXISTS '
                . '(SELECT 1 FROM remise_code c WHERE c.id = remise_voucher.code_id AND c.inactive_ms IS NOT NULL) '
                . 'THEN ? ELSE ? END WHERE code_id = ?',
                [self::BLOCKED, self::ACTIVE, $code],
            ),
        ]);
    }

    /**
     * The use of an order that was cancelled, which stays: under a key of its own, so that the order's is free again.
     *
     * @param list<Take> $takes
     *
     * @return list<Step>
     */
    public static function kept(array $takes, string $key, int $atMs): array
    {
        $steps = array_map(static fn (Take $take): Step => new Step(
            'UPDATE remise_use SET redemption_key = ?, number = 0 WHERE redemption_key = ? AND number = ?',
            ["kept {$take->code->id}", $key, $take->number],
        ), $takes);

        return [...$steps, ...self::each($takes, static fn (int $code): array => [self::event($code, 'kept', $atMs, $key)])];
    }

    /** The back office switches a code on or off. */
    public static function switched(Connection $db, int $code, bool $active, int $atMs): void
    {
        $db->run(
            'UPDATE remise_voucher SET state = ? WHERE code_id = ? AND state = ?',
            $active ? [self::ACTIVE, $code, self::BLOCKED] : [self::BLOCKED, $code, self::ACTIVE],
        );
        $event = self::event($code, $active ? 'unblocked' : self::BLOCKED, $atMs, null);
        $db->run($event->sql, $event->values);
    }

    /** Blocks the codes of a purchase that nobody has used; how many. */
    public static function block(Connection $db, int $purchase, string $order, int $atMs): int
    {
        // What somebody takes at this moment is used, and stays so.
        $codes = $db->run(
            'UPDATE remise_code SET inactive_ms = ? WHERE id IN (SELECT v.code_id FROM remise_voucher v WHERE v.purchase_id = ?) '
            . 'AND redeemed = 0 AND inactive_ms IS NULL',
            [$atMs, $purchase],
        );
        $db->run(
            self::EVENT . 'SELECT v.code_id, ?, ?, ?, NULL FROM remise_voucher v JOIN remise_code c ON c.id = v.code_id '
            . 'WHERE v.purchase_id = ? AND v.state = ? AND c.inactive_ms IS NOT NULL',
            [self::BLOCKED, $atMs, $order, $purchase, self::ACTIVE],
        );
        $db->run(
            'UPDATE remise_voucher SET state = ? WHERE purchase_id = ? AND state = ? AND EXISTS '
            . '(SELECT 1 FROM remise_code c WHERE c.id = remise_voucher.code_id AND c.inactive_ms IS NOT NULL)',
            [self::BLOCKED, $purchase, self::ACTIVE],
        );

        return $codes;
    }

    private static function event(int $code, string $event, int $atMs, ?string $order, ?string $merchant = null): Step
    {
        return new Step(self::EVENT . 'VALUES (?, ?, ?, ?, ?)', [$code, $event, $atMs, $order, $merchant]);
    }

    /** @param list<Take> $takes @param \Closure(int): list<Step> $steps of one code @return list<Step> */
    private static function each(array $takes, \Closure $steps): array
    {
        $vouchers = array_filter($takes, static fn (Take $take): bool => $take->code->isVoucher);

        return array_merge(...array_map(static fn (Take $take): array => $steps($take->code->id), array_values($vouchers)));
    }
}
