<?php

declare(strict_types=1);

namespace Remise\Magento\Observer;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Store\Model\ScopeInterface;
use Remise\Magento\Model\Placement;

/** An order is cancelled: where the shop wants it so, its code can be used again. */
final class OrderCancelled implements ObserverInterface
{
    private const RELEASE = 'remise/orders/release_on_cancel';

    public function __construct(private readonly Placement $placement, private readonly ScopeConfigInterface $config)
    {
    }

    public function execute(Observer $observer): void
    {
        $order = $observer->getData('order');
        if ($this->config->isSetFlag(self::RELEASE, ScopeInterface::SCOPE_STORE, $order->getStoreId())) {
            $this->placement->release((int) $order->getQuoteId());
        }
    }
}
