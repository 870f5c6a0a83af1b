<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\SalesRule\Model\Rule\Action\Discount\DataFactory;
use Magento\SalesRule\Model\Rule\Action\Discount\DiscountInterface;

/** The calculator of the sales rules that stand for codes of ours: it asks the engine. */
final class Discount implements DiscountInterface
{
    public function __construct(private readonly Decisions $decisions, private readonly DataFactory $data)
    {
    }

    public function calculate($rule, $item, $qty)
    {
        [$amount, $baseAmount] = $this->decisions->ofLine($item->getAddress(), $item);
        $data = $this->data->create();
        $data->setAmount($amount);
        $data->setBaseAmount($baseAmount);
        $data->setOriginalAmount($amount);
        $data->setBaseOriginalAmount($baseAmount);

        return $data;
    }

    public function fixQuantity($qty, $rule)
    {
        return $qty;
    }
}
