<?php

declare(strict_types=1);

namespace Remise\Magento\Plugin;

use Magento\Quote\Model\Quote\Address;
use Magento\SalesRule\Model\Utility;
use Magento\SalesRule\Model\Validator;
use Remise\Magento\Model\CodeRules;
use Remise\Magento\Model\Decisions;

/** Magento asks no calculator what is taken off shipping. @see Validator::processShippingAmount() */
final class ShippingDiscount
{
    public function __construct(private readonly Decisions $decisions, private readonly Utility $utility)
    {
    }

    public function afterProcessShippingAmount(Validator $subject, Validator $result, Address $address): Validator
    {
        foreach ($subject->getRules($address) as $rule) {
            if (CodeRules::isOurs($rule) && $this->utility->canProcessRule($rule, $address)) {
                [$amount, $baseAmount] = $this->decisions->ofShipping($address);
                // Where a rule of the shop's own takes something off it too, the greater of the two.
                $address->setShippingDiscountAmount(max($address->getShippingDiscountAmount(), $amount));
                $address->setBaseShippingDiscountAmount(max($address->getBaseShippingDiscountAmount(), $baseAmount));
            }
        }

        return $result;
    }
}
