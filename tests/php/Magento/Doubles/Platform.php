<?php

declare(strict_types=1);

namespace Remise\Tests\Magento\Doubles;

use Magento\Customer\Model\ResourceModel\Group\CollectionFactory as GroupsFactory;
use Magento\Framework\HTTP\PhpEnvironment\RemoteAddress;
use Magento\Quote\Model\Quote;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\OrderFactory;
use Magento\SalesRule\Model\CouponFactory;
use Magento\SalesRule\Model\ResourceModel\Rule\CollectionFactory;
use Magento\SalesRule\Model\Rule\Action\Discount\DataFactory;
use Magento\SalesRule\Model\RuleFactory;
use Magento\SalesRule\Model\Utility;
use Magento\SalesRule\Model\Validator;
use Magento\Tax\Model\Config as TaxConfig;
use Remise\Magento\Model\CartMap;
use Remise\Magento\Model\CodeRules;
use Remise\Magento\Model\Decisions;
use Remise\Magento\Model\Discount;
use Remise\Magento\Model\Entry;
use Remise\Magento\Model\Money;
use Remise\Magento\Model\Placement;
use Remise\Magento\Model\Store;
use Remise\Magento\Model\Texts;
use Remise\Magento\Model\Till;
use Remise\Magento\Plugin\RuleCheck;
use Remise\Magento\Plugin\ShippingDiscount;

/** One shop with one request: what `etc/di.xml` puts together, and Magento's way to totals and orders. */
final class Platform
{
    /** @var array<class-string, list<array<string, mixed>>> */
    public static array $rows = [];

    /** @var list<array<string, mixed>> */
    public static array $orders = [];

    /** @var list<string> */
    public static array $log = [];

    /** @var array<string, true> */
    public static array $locked = [];

    private static self $request;

    public readonly Till $till;
    public readonly Entry $entry;
    public readonly Placement $placement;
    public readonly TaxConfig $tax;
    private readonly Utility $utility;
    private readonly Decisions $decisions;

    public function __construct(public readonly Store $store)
    {
        self::$request = $this;
        [$texts, $rules] = [new Texts(), new CodeRules(new RuleFactory(), new CollectionFactory(), new CouponFactory(), new Services(), new GroupsFactory())];
        $this->utility = new Utility();
        $this->tax = new TaxConfig();
        $this->till = new Till($store, new Services(), new Services());
        $map = new CartMap($this->utility, $this->tax, new Services());
        $this->decisions = new Decisions($this->till, $map, new Money($this->till), new Services());
        $this->entry = new Entry($this->till, $rules, $this->decisions, $texts, new RemoteAddress());
        $this->placement = new Placement($this->till, $rules, $this->decisions, $texts, new Services(), new OrderFactory(), new Services(), new Services());
    }

    /** Totals, as far as codes of ours have to do with them. */
    public static function collect(Quote $quote): Quote
    {
        $my = self::$request;
        $address = $quote->getShippingAddress();
        $my->decisions->forget($address);
        $check = new RuleCheck($my->decisions);
        $rules = (new Validator())->getRules($address);
        $applies = $rules !== [] && $check->afterCanProcessRule($my->utility, true, $rules[0], $address);
        $quote->setCouponCode($applies ? $quote->getCouponCode() : '');
        $calculator = new Discount($my->decisions, new DataFactory());
        foreach ($quote->getAllItems() as $item) {
            $data = $applies ? $calculator->calculate($rules[0], $item, $item->getTotalQty()) : null;
            $item->setDiscountAmount($data?->getAmount() ?? 0);
            $item->setBaseDiscountAmount($data?->getBaseAmount() ?? 0);
        }
        $address->setShippingDiscountAmount(0)->setBaseShippingDiscountAmount(0);
        if ($applies) {
            (new ShippingDiscount($my->decisions, $my->utility))->afterProcessShippingAmount(new Validator(), new Validator(), $address);
        }

        return $quote;
    }

    /** `QuoteManagement::submit`, with our plugin round it. @param null|\Closure(): void $then what happens on the way */
    public function submit(Quote $quote, ?\Closure $then = null): ?Order
    {
        return $this->placement->place($quote, function () use ($quote, $then): Order {
            $order = new Order(['quote_id' => $quote->getId(), 'increment_id' => $quote->getReservedOrderId()]);
            $then?->__invoke();
            $this->placement->commit($order);
            self::$orders[] = ['increment_id' => $quote->getReservedOrderId(), 'id' => 1];

            return $order;
        });
    }
}
