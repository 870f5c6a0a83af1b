<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\HTTP\PhpEnvironment\RemoteAddress;
use Magento\Quote\Model\Quote;
use Magento\SalesRule\Api\Exception\CodeRequestLimitException;

/** A customer enters a code, wherever: before Magento takes the old one out of the cart and looks the new one up. */
final class Entry
{
    public function __construct(
        private readonly Till $till,
        private readonly CodeRules $rules,
        private readonly Decisions $decisions,
        private readonly Texts $texts,
        private readonly RemoteAddress $remote,
    ) {
    }

    /**
     * Of a code that applies Magento then finds the coupon; of any other it does not hear. Coupons of the shop's own stay its business.
     *
     * @return string the code as the shop prints it
     *
     * @throws NoSuchEntityException     says why the code does not apply, and the cart keeps what it had
     * @throws CodeRequestLimitException when there were too many tries
     */
    public function enter(Quote $quote, string $code): string
    {
        if ($code === '' || !$quote->getItemsCount() || $this->rules->isForeign($code)) {
            return $code;
        }
        // The prices that discounts are taken off are known when totals were collected, which is then done again with the code.
        $quote->collectTotals()->setTotalsCollectedFlag(false);
        $asked = $this->decisions->described(self::address($quote), $code);
        $answer = $this->till->call(['verb' => 'price', ...$asked, 'from' => $this->visitor($quote)]);
        $outcome = $answer['coupon'] ?? [];
        if (isset($answer['waitMs'])) {
            throw new CodeRequestLimitException($this->texts->tooMany());
        }
        if (($outcome['answer'] ?? '') !== 'applied') {
            throw new NoSuchEntityException($this->texts->reasons($outcome));
        }
        if (!$this->rules->has($outcome['code'])) {
            $this->rules->add($outcome['code'], $this->stored($outcome['code']));
        }

        return $outcome['code'];
    }

    /** The address whose totals have the discount. */
    public static function address(Quote $quote): Quote\Address
    {
        return $quote->isVirtual() ? $quote->getBillingAddress() : $quote->getShippingAddress();
    }

    /** @return array<string, string> the wire's `Visitor` */
    private function visitor(Quote $quote): array
    {
        return ['session' => 'quote:' . (int) $quote->getId(), 'remoteAddress' => (string) $this->remote->getRemoteAddress()];
    }

    /** What a customer is not told: which campaign the code belongs to, and what that is called. @return array<string, mixed> */
    private function stored(string $code): array
    {
        $answer = $this->till->call([
            'verb' => 'http',
            'method' => 'GET',
            'path' => "/api/coupons/$code",
            'admin' => true,
        ]);

        return json_decode($answer['body'] ?? '{}', true, 512, JSON_THROW_ON_ERROR);
    }
}
