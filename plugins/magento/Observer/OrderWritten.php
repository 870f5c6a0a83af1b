<?php

declare(strict_types=1);

namespace Remise\Magento\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Remise\Magento\Model\Placement;

/** An order is written, in a transaction that is still open. */
final class OrderWritten implements ObserverInterface
{
    public function __construct(private readonly Placement $placement)
    {
    }

    public function execute(Observer $observer): void
    {
        $this->placement->commit($observer->getData('order'));
    }
}
