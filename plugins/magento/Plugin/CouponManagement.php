<?php

declare(strict_types=1);

namespace Remise\Magento\Plugin;

use Magento\Quote\Api\CartRepositoryInterface;
use Magento\Quote\Api\CouponManagementInterface;
use Remise\Magento\Model\Entry;

/** A code that is entered at the checkout, over REST or over GraphQL. @see CouponManagementInterface::set() */
final class CouponManagement
{
    public function __construct(private readonly CartRepositoryInterface $quotes, private readonly Entry $entry)
    {
    }

    /** @return array{int|string, string} */
    public function beforeSet(CouponManagementInterface $subject, $cartId, $couponCode): array
    {
        return [$cartId, $this->entry->enter($this->quotes->getActive($cartId), trim((string) $couponCode))];
    }
}
