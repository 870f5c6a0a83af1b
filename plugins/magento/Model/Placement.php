<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Lock\LockManagerInterface;
use Magento\Framework\Phrase;
use Magento\Quote\Api\CartRepositoryInterface;
use Magento\Quote\Model\Quote;
use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Psr\Log\LoggerInterface;

/**
 * The use of a cart's code while it becomes an order: held before Magento does anything, committed as soon as the order is
 * written, given back when it fails or is cancelled.
 */
final class Placement
{
    /** @var array<int, true> carts whose use is held in this request */
    private array $held = [];

    public function __construct(
        private readonly Till $till,
        private readonly CodeRules $rules,
        private readonly Decisions $decisions,
        private readonly Texts $texts,
        private readonly CartRepositoryInterface $quotes,
        private readonly OrderFactory $orders,
        private readonly LockManagerInterface $locks,
        private readonly LoggerInterface $log,
    ) {
    }

    /** All orders of one cart are one use. */
    public static function key(int $quote): string
    {
        return "quote:$quote";
    }

    /**
     * @param \Closure(): ?OrderInterface $submit
     *
     * @throws LocalizedException who does not get the use gets no order, and is told
     */
    public function place(Quote $quote, \Closure $submit): ?OrderInterface
    {
        $code = (string) ($quote->getCouponCode() ?: $quote->getOrigData('coupon_code'));
        if ($code === '' || $this->rules->isForeign($code)) {
            return $submit();
        }
        // Whoever presses twice holds one use; the second attempt must not give back what the first one is about to commit.
        $lock = 'remise-' . self::key((int) $quote->getId());
        if (!$this->locks->lock($lock, 0)) {
            throw new LocalizedException($this->texts->busy());
        }
        try {
            $this->hold($quote, $code);

            return $this->submitted($quote, $submit);
        } finally {
            $this->locks->unlock($lock);
        }
    }

    /** As soon as the row of the order is there. */
    public function commit(Order $order): void
    {
        $quote = (int) $order->getQuoteId();
        if (!isset($this->held[$quote])) {
            return;
        }
        unset($this->held[$quote]);
        $answer = $this->till->call(['verb' => 'commit', 'key' => self::key($quote)]);
        if ($answer['answer'] !== 'redeemed') {
            $why = $answer['reasons'][0]['message'] ?? $answer['faults'][0]['message'];
            $this->log->critical("Remise: the code of order {$order->getIncrementId()} is not counted as used: $why");
        }
    }

    /** The use goes back. */
    public function release(int $quote): void
    {
        unset($this->held[$quote]);
        $this->till->call(['verb' => 'release', 'key' => self::key($quote)]);
    }

    /** @param \Closure(): ?OrderInterface $submit */
    private function submitted(Quote $quote, \Closure $submit): ?OrderInterface
    {
        try {
            return $submit();
        } catch (\Throwable $failure) {
            // What comes after the order may fail too, and then the order stands all the same.
            if (!$this->orders->create()->loadByIncrementId((string) $quote->getReservedOrderId())->getId()) {
                $this->release((int) $quote->getId());
            }

            throw $failure;
        }
    }

    private function hold(Quote $quote, string $code): void
    {
        $address = Entry::address($quote);
        if (!$quote->getCouponCode()) {
            // Magento has taken it out on the way, since it no longer applies; an order without it is another order.
            $this->refuse($quote, $this->texts->withdrawn($code, $this->texts->reasons($this->decisions->ofCode($address, $code))));
        }
        if ($this->decisions->shown($address) === null) {
            $quote->setTotalsCollectedFlag(false)->collectTotals();
        }
        $shown = $this->decisions->shown($address);
        $answer = $this->held(['verb' => 'hold', 'key' => self::key((int) $quote->getId())] + $this->decisions->described($address, $code));
        if ($answer['answer'] !== 'held') {
            $this->refuse($quote->setCouponCode(''), $this->texts->withdrawn($code, $this->texts->reasons($answer)));
        }
        if (Decisions::amounts($answer['applied'], $answer['applied']['shippingDiscountMinor'] ?? 0) !== $shown) {
            $this->release((int) $quote->getId());
            $this->refuse($quote, $this->texts->changed($code));
        }
        $this->held[(int) $quote->getId()] = true;
    }

    /** @param array<string, mixed> $call @return array<string, mixed> `Held` or `Rejected` */
    private function held(array $call): array
    {
        $answer = $this->till->call($call);
        if (($answer['faults'][0]['fault'] ?? '') === 'key_conflict') {
            // An attempt that came to nothing held this cart when there was something else in it.
            $this->till->call(['verb' => 'release', 'key' => $call['key']]);
            $answer = $this->till->call($call);
        }

        return $answer;
    }

    /** The customer keeps the cart, as it is now. */
    private function refuse(Quote $quote, Phrase $why): never
    {
        $this->quotes->save($quote->setTotalsCollectedFlag(false)->collectTotals());

        throw new LocalizedException($why);
    }
}
