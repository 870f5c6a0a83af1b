<?php

declare(strict_types=1);

namespace Remise\Magento\Plugin;

use Magento\Quote\Model\Quote\Address;
use Magento\SalesRule\Model\Rule;
use Magento\SalesRule\Model\Utility;
use Remise\Magento\Model\CodeRules;
use Remise\Magento\Model\Decisions;

/** Whether a rule of ours applies, the engine says. @see Utility::canProcessRule() */
final class RuleCheck
{
    public function __construct(private readonly Decisions $decisions)
    {
    }

    public function afterCanProcessRule(Utility $subject, bool $result, Rule $rule, Address $address): bool
    {
        if (!$result || !CodeRules::isOurs($rule)) {
            return $result;
        }

        // Of a cart for several addresses Magento makes several orders, and our amounts are of the cart as a whole.
        return !$address->getQuote()->getIsMultiShipping() && $this->decisions->outcome($address)['answer'] === 'applied';
    }
}
