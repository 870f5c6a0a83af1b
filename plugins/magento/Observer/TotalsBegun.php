<?php

declare(strict_types=1);

namespace Remise\Magento\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Remise\Magento\Model\Decisions;

/** Magento begins to collect a cart's totals: prices may have changed. */
final class TotalsBegun implements ObserverInterface
{
    public function __construct(private readonly Decisions $decisions)
    {
    }

    public function execute(Observer $observer): void
    {
        $this->decisions->forget($observer->getData('shipping_assignment')->getShipping()->getAddress());
    }
}
