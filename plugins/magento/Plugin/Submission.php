<?php

declare(strict_types=1);

namespace Remise\Magento\Plugin;

use Magento\Quote\Model\Quote;
use Magento\Quote\Model\QuoteManagement;
use Magento\Sales\Api\Data\OrderInterface;
use Remise\Magento\Model\Placement;

/** Every way to an order, but that for several addresses. @see QuoteManagement::submit() */
final class Submission
{
    public function __construct(private readonly Placement $placement)
    {
    }

    /** @param array<string, mixed> $orderData */
    public function aroundSubmit(QuoteManagement $subject, callable $proceed, Quote $quote, $orderData = []): ?OrderInterface
    {
        return $this->placement->place($quote, static fn (): ?OrderInterface => $proceed($quote, $orderData));
    }
}
