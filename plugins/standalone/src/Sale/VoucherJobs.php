<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Engine;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\System;

/**
 * Paid orders whose vouchers are to be made and sent.
 *
 * The engine is told of the payment until all codes are there: it makes a piece each time, and nothing twice. So a job goes on where
 * it was, whoever died meanwhile, and two that work at once do not harm each other.
 */
final class VoucherJobs
{
    public const WAITING = 'waiting';
    public const STUCK = 'stuck';
    public const DONE = 'done';
    public const CANCELLED = 'cancelled';

    private const TABLE = 'shop_voucher_job';
    /** Codes that a message lists; the others are in the partner area. */
    private const IN_MAIL = 1000;

    private readonly Rows $jobs;

    public function __construct(
        Connection $db,
        private readonly Engine $engine,
        private readonly Orders $orders,
        private readonly Vouchers $vouchers,
        private readonly Spool $spool,
        private readonly System $system,
    ) {
        $this->jobs = new Rows($db, self::TABLE);
    }

    public static function begin(Connection $db, string $order): void
    {
        $jobs = new Rows($db, self::TABLE);
        $fresh = ['state' => self::WAITING, 'wanted' => 0, 'made' => 0];
        if (!$jobs->offer(['order_id' => $order] + $fresh)) {
            $jobs->update(['state' => self::WAITING], ['order_id' => $order, 'state' => self::STUCK]);
        }
    }

    /** No more codes are made for it. */
    public static function end(Connection $db, string $order): void
    {
        (new Rows($db, self::TABLE))->update(['state' => self::CANCELLED], ['order_id' => $order]);
    }

    /** @param list<string> $orders @return array<string, array<string, null|int|string>> by order */
    public function of(array $orders): array
    {
        return array_column($this->jobs->all(['order_id' => $orders], 'id', PHP_INT_MAX), null, 'order_id');
    }

    /** One more try of a job that is stuck. */
    public function again(string $order): void
    {
        $this->jobs->update(['state' => self::WAITING], ['order_id' => $order, 'state' => self::STUCK]);
    }

    /**
     * One piece at least, where there is anything to do, and more until the time is over: of each job in turn, so that a few codes
     * do not wait for many. One that fails is tried again another time, and holds up no other.
     *
     * @return bool whether there is more
     */
    public function work(int $milliseconds): bool
    {
        $until = $this->system->nowMs() + $milliseconds;
        $failed = [];
        do {
            $waiting = array_diff(array_column($this->jobs->all(['state' => self::WAITING]), 'order_id'), $failed);
            foreach ($waiting as $order) {
                try {
                    $this->step((string) $order);
                } catch (\Throwable $failure) {
                    error_log("Remise shop: the vouchers of the order `$order` wait for another try: $failure");
                    $failed[] = $order;
                    continue;
                }
                if ($this->system->nowMs() >= $until) {
                    return true;
                }
            }
        } while ($waiting !== []);

        return false;
    }

    /** Orders whose codes are not all made, and are to be. */
    public function left(): int
    {
        return $this->jobs->count(['state' => [self::WAITING, self::STUCK]]);
    }

    private function step(string $id): void
    {
        $order = $this->orders->find($id) ?? throw new \LogicException("there are vouchers for an order `$id`, which is not there");
        $answer = $this->engine->call([
            'verb' => 'purchase',
            'order' => $id,
            'buyer' => array_filter(['id' => $order['customer'], 'email' => $order['email']]),
            'lines' => $this->orders->voucherLines($id),
        ]);
        if ($answer['answer'] === 'error' && $answer['faults'][0]['fault'] !== 'host') {
            $this->move($id, ['state' => self::STUCK, 'problem' => $answer['faults'][0]['message']]);

            return;
        }
        $purchased = Prices::answered('purchased', $answer);
        $isDone = $purchased['made'] >= $purchased['wanted'];
        if ($isDone && !isset($purchased['cancelledAt'])) {
            // Under one name for one state: who dies behind it writes the same message once more.
            $this->spool->write("$id-{$purchased['made']}", $this->message($order, $purchased['made']));
        }
        $state = $isDone ? ['state' => self::DONE, 'problem' => null] : [];
        $this->move($id, $state + ['wanted' => $purchased['wanted'], 'made' => $purchased['made']]);
    }

    /** @param array<string, null|int|string> $to */
    private function move(string $order, array $to): void
    {
        $this->jobs->update($to, ['order_id' => $order, 'state' => self::WAITING]);
    }

    /** @param array<string, mixed> $order @return array{to: string, subject: string, text: string} */
    private function message(array $order, int $made): array
    {
        $listed = $this->vouchers->ofOrder($order['id'], self::IN_MAIL);
        $rest = $made - count($listed);
        $lines = array_map(static fn (array $voucher): string => "  {$voucher['code']}  ({$voucher['name']})", $listed);

        return [
            'to' => $order['email'],
            'subject' => $made === 1 ? 'Your voucher' : "Your $made vouchers",
            'text' => "Thank you for your order {$order['id']}. These are your codes; each can be used once.\n\n"
                . implode("\n", $lines) . "\n"
                . ($rest > 0 ? "\nand $rest more, which are in your account.\n" : '')
                . ($order['customer'] === '' ? '' : "\nWhich of them were used you see in your account, under Vouchers.\n"),
        ];
    }
}
