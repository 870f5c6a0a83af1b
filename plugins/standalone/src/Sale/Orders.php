<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Engine;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\System;

/** The orders. Registered, then paid; cancelled at any time before the goods leave. */
final class Orders
{
    public const REGISTERED = 'registered';
    public const PAID = 'paid';
    public const CANCELLED = 'cancelled';

    private const PAGE = 200;

    private readonly Rows $orders;
    private readonly Rows $lines;
    private readonly Rows $codes;
    private readonly Rows $gifts;

    public function __construct(
        private readonly Connection $db,
        private readonly Engine $engine,
        private readonly System $system,
    ) {
        $this->orders = new Rows($db, 'shop_order');
        $this->lines = new Rows($db, 'shop_order_line');
        $this->codes = new Rows($db, 'shop_order_code');
        $this->gifts = new Rows($db, 'shop_order_gift');
    }

    /** 64 random bits, in groups that can be read out: `G-07C1-5E0B-9A44-D3F2`. */
    public function newId(): string
    {
        do {
            $id = strtoupper('G-' . implode('-', str_split($this->system->randomHex(8), 4)));
        } while ($this->orders->count(['id' => $id]) > 0);

        return $id;
    }

    /** @return null|array<string, mixed> with its `codes`, `lines` and `gifts` */
    public function find(string $id): ?array
    {
        $order = $this->shown($this->orders->all(['id' => $id], 'number', 1))[0] ?? null;

        return $order === null ? null : $order + [
            'lines' => $this->lines->all(['order_id' => $id]),
            'gifts' => $this->gifts->all(['order_id' => $id]),
        ];
    }

    /** @return list<array<string, mixed>> newest first */
    public function latest(): array
    {
        return $this->shown($this->orders->all([], '-number', self::PAGE));
    }

    /** @param list<string> $ids @return list<array<string, mixed>> */
    public function of(?Customer $customer, array $ids): array
    {
        $where = $customer === null ? ['id' => $ids, 'customer' => ''] : ['customer' => $customer->id];

        return $customer === null && $ids === [] ? [] : $this->shown($this->orders->all($where, '-number', self::PAGE));
    }

    /** Orders that count for the condition `first_order`: of the account, and of its address wherever it was given. */
    public function placedBy(string $customer, string $email): int
    {
        $counts = ['status' => [self::REGISTERED, self::PAID]];
        $byAddress = $counts + ['email' => self::address($email)];

        return $customer === ''
            ? $this->orders->count($byAddress)
            : $this->orders->count($counts + ['customer' => $customer], $byAddress);
    }

    /** An e-mail address as it is stored and compared, which is as the engine does it. */
    public static function address(string $email): string
    {
        return strtolower(trim($email));
    }

    /**
     * @param array<string, mixed>                 $order
     * @param list<array<string, null|int|string>> $lines
     * @param list<array<string, int|string>>      $codes
     * @param list<array<string, int|string>>      $gifts
     */
    public function write(array $order, array $lines, array $codes, array $gifts): void
    {
        $this->orders->insert($order + ['status' => self::REGISTERED, 'placed_ms' => $this->system->nowMs()]);
        foreach ($lines as $line) {
            $this->lines->insert($line + ['order_id' => $order['id']]);
        }
        foreach ($codes as $code) {
            $this->codes->insert($code + ['order_id' => $order['id']]);
        }
        foreach ($gifts as $gift) {
            $this->gifts->insert($gift + ['order_id' => $order['id']]);
        }
    }

    /** With it the job of its vouchers, where it brings any: whatever dies from here on, they are made. */
    public function pay(string $id): bool
    {
        return $this->db->transaction(function () use ($id): bool {
            $paid = ['status' => self::PAID, 'paid_ms' => $this->system->nowMs()];
            $isPaid = $this->orders->update($paid, ['id' => $id, 'status' => self::REGISTERED]) === 1;
            if ($isPaid && $this->voucherLines($id) !== []) {
                VoucherJobs::begin($this->db, $id);
            }

            return $isPaid;
        });
    }

    /** Lines that bring vouchers, as the engine takes them. @return list<array<string, int|string>> */
    public function voucherLines(string $id): array
    {
        $bring = array_filter($this->lines->all(['order_id' => $id]), static fn (array $line): bool => ($line['voucher_codes'] ?? 0) > 0);

        return array_map(static fn (array $line): array => [
            'id' => $line['product'],
            'quantity' => $line['quantity'],
            'voucherCodes' => $line['voucher_codes'],
            'voucherTemplate' => $line['voucher_template'],
        ], array_values($bring));
    }

    /**
     * Cancels it; the engine says which uses of its codes are given back, and what becomes of vouchers that it brought.
     *
     * @return null|array{released: bool, blocked: int} null when it cannot be cancelled any more
     */
    public function cancel(string $id): ?array
    {
        return $this->db->transaction(function () use ($id): ?array {
            $cancelled = ['status' => self::CANCELLED, 'cancelled_ms' => $this->system->nowMs()];
            if ($this->orders->update($cancelled, ['id' => $id, 'status' => [self::REGISTERED, self::PAID]]) !== 1) {
                return null;
            }
            $order = $this->orders->one(['id' => $id]) ?? [];

            return ['released' => $this->release($order), 'blocked' => $this->cancelVouchers($id)];
        });
    }

    /** @param array<string, null|int|string> $order */
    private function release(array $order): bool
    {
        $isUsed = $order['code'] !== null || $this->codes->count(['order_id' => $order['id']]) > 0;

        return $isUsed && Prices::answered('released', $this->engine->call(['verb' => 'release', 'key' => $order['id']]))['changed'];
    }

    private function cancelVouchers(string $id): int
    {
        if ($this->voucherLines($id) === []) {
            return 0;
        }
        VoucherJobs::end($this->db, $id);

        return Prices::answered('purchaseCancelled', $this->engine->call(['verb' => 'cancelPurchase', 'order' => $id]))['blocked'];
    }

    /**
     * Orders of the time of one code each have it in their own row.
     *
     * @param list<array<string, null|int|string>> $orders
     *
     * @return list<array<string, mixed>>
     */
    private function shown(array $orders): array
    {
        $codes = [];
        foreach ($this->codes->all(['order_id' => array_column($orders, 'id')], 'id', PHP_INT_MAX) as $code) {
            $codes[$code['order_id']][] = $code;
        }

        return array_map(fn (array $order): array => $order + [
            'placed' => $this->system->dateText((int) $order['placed_ms']),
            'codes' => $codes[$order['id']] ?? ($order['code'] === null ? [] : [$order]),
        ], $orders);
    }
}
