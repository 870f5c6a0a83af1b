<?php

declare(strict_types=1);

// What the module uses of Magento's shop, with the signatures of Magento Open Source 2.4.7; collecting totals goes the way of
// `Quote\Model\Quote\TotalsCollector`, `SalesRule\Model\Quote\Discount` and `…\Address\Total\ShippingDiscount`.

namespace Magento\Customer\Model\ResourceModel\Group {
    class CollectionFactory
    {
        public function create(array $data = []): object
        {
            return new class () {
                public function getAllIds(): array
                {
                    return [0, 1];
                }
            };
        }
    }
}

namespace Magento\Store\Model {
    interface StoreManagerInterface
    {
        public function getWebsites($withDefault = false, $codeKey = false);
    }
}

namespace Magento\Tax\Model {
    class Config
    {
        public bool $withTax = false;

        public function discountTax($store = null)
        {
            return $this->withTax;
        }

        public function applyTaxAfterDiscount($store = null)
        {
            return true;
        }
    }
}

namespace Magento\SalesRule\Api\Exception {
    class CodeRequestLimitException extends \Magento\Framework\Exception\LocalizedException
    {
    }
}

namespace Magento\SalesRule\Api\Data {
    interface CouponInterface
    {
        public const TYPE_GENERATED = 1;
    }
}

namespace Magento\SalesRule\Model\Rule\Action\Discount {
    class Data extends \Magento\Framework\DataObject
    {
    }

    class DataFactory
    {
        public function create(array $data = []): Data
        {
            return new Data();
        }
    }

    interface DiscountInterface
    {
        public function calculate($rule, $item, $qty);

        public function fixQuantity($qty, $rule);
    }
}

namespace Magento\SalesRule\Model {
    use Magento\Framework\DataObject;
    use Magento\Quote\Model\Quote\Address;
    use Remise\Tests\Magento\Doubles\Platform;

    /** Rows of one table. */
    abstract class Row extends DataObject
    {
        protected const KEY = '';

        public function getId(): mixed
        {
            return $this->data[static::KEY] ?? null;
        }

        public function load($modelId, $field = null): static
        {
            $found = array_filter(Platform::$rows[static::class] ?? [], static fn (array $row): bool => $row[$field ?? static::KEY] === $modelId);
            $this->data = array_values($found)[0] ?? [];

            return $this;
        }

        public function save(): static
        {
            $this->data[static::KEY] = count(Platform::$rows[static::class] ?? []) + 1;
            Platform::$rows[static::class][] = $this->data;

            return $this;
        }
    }

    class Rule extends Row
    {
        public const COUPON_TYPE_SPECIFIC = 2;
        protected const KEY = 'rule_id';
    }

    class Coupon extends Row
    {
        protected const KEY = 'coupon_id';

        public function loadByCode($couponCode): static
        {
            return $this->load($couponCode, 'code');
        }
    }

    class RuleFactory
    {
        public function create(array $data = []): Rule
        {
            return new Rule();
        }
    }

    class CouponFactory
    {
        public function create(array $data = []): Coupon
        {
            return new Coupon();
        }
    }

    class Utility
    {
        public function canProcessRule(Rule $rule, Address $address): bool
        {
            return true;
        }

        public function getItemPrice($item)
        {
            return $item->getCalculationPrice();
        }

        public function getItemBasePrice($item)
        {
            return $item->getBaseCalculationPrice();
        }
    }

    class Validator
    {
        /** @return list<Rule> */
        public function getRules(?Address $address = null): array
        {
            $coupon = (new Coupon())->loadByCode($address->getQuote()->getCouponCode());

            return $coupon->getId() ? [(new Rule())->load($coupon->getRuleId())] : [];
        }
    }
}

namespace Magento\SalesRule\Model\ResourceModel\Rule {
    use Magento\SalesRule\Model\Rule;

    class CollectionFactory
    {
        public function create(array $data = []): object
        {
            return new class () {
                private Rule $found;

                public function addFieldToFilter($field, $condition = null): static
                {
                    $this->found = (new Rule())->load($condition, $field);

                    return $this;
                }

                public function getFirstItem(): Rule
                {
                    return $this->found;
                }
            };
        }
    }
}

namespace Magento\Sales\Api\Data {
    interface OrderInterface
    {
    }
}

namespace Magento\Sales\Model {
    use Remise\Tests\Magento\Doubles\Platform;

    class Order extends \Magento\Framework\DataObject implements \Magento\Sales\Api\Data\OrderInterface
    {
        public function loadByIncrementId($incrementId): static
        {
            $this->data = array_column(Platform::$orders, null, 'increment_id')[$incrementId] ?? [];

            return $this;
        }
    }

    class OrderFactory
    {
        public function create(array $data = []): Order
        {
            return new Order();
        }
    }
}

namespace Magento\Sales\Model\ResourceModel\Order {
    interface CollectionFactoryInterface
    {
        public function create($customerId = null);
    }
}

namespace Magento\Quote\Api {
    interface CartRepositoryInterface
    {
        public function save(\Magento\Quote\Model\Quote $quote);
    }
}

namespace Magento\Quote\Model\Quote\Item {
    class AbstractItem extends \Magento\Framework\DataObject
    {
        public function getId(): mixed
        {
            return $this->data['id'];
        }

        public function getTotalQty()
        {
            return $this->data['qty'];
        }

        public function getHasChildren(): bool
        {
            return false;
        }

        public function getAddress(): \Magento\Quote\Model\Quote\Address
        {
            return $this->data['quote']->getShippingAddress();
        }
    }
}

namespace Magento\Quote\Model\Quote {
    class Address extends \Magento\Framework\DataObject
    {
    }
}

namespace Magento\Quote\Model {
    use Magento\Framework\DataObject;
    use Magento\Quote\Model\Quote\Address;
    use Magento\Quote\Model\Quote\Item\AbstractItem;
    use Remise\Tests\Magento\Doubles\Platform;

    class Quote extends DataObject
    {
        /** @var list<AbstractItem> */
        public array $items = [];
        private Address $address;
        private array $loaded = [];

        public function __construct(array $data)
        {
            parent::__construct($data + ['quote_currency_code' => 'EUR', 'base_currency_code' => 'EUR', 'customer_group_id' => 0]);
            $this->address = new Address(['quote' => $this, 'shipping_amount' => '5.0000', 'base_shipping_amount' => '5.0000', 'country_id' => 'DE']);
        }

        public function getId(): mixed
        {
            return $this->data['id'];
        }

        public function getOrigData($key = null): mixed
        {
            return $this->loaded[$key] ?? null;
        }

        /** As a request finds it. */
        public function loaded(): static
        {
            $this->loaded = $this->data;

            return $this->setTotalsCollectedFlag(false);
        }

        public function getItemsCount(): int
        {
            return count($this->items);
        }

        /** @return list<AbstractItem> */
        public function getAllItems(): array
        {
            return $this->items;
        }

        public function isVirtual(): bool
        {
            return false;
        }

        public function getShippingAddress(): Address
        {
            return $this->address;
        }

        public function getBillingAddress(): Address
        {
            return $this->address;
        }

        public function getPayment(): DataObject
        {
            return new DataObject(['method' => 'checkmo']);
        }

        public function getStore(): object
        {
            return new class () {
                public function getBaseCurrency(): object
                {
                    return new class () {
                        public function getRate($toCurrency)
                        {
                            return '1.1000';
                        }
                    };
                }
            };
        }

        public function collectTotals(): static
        {
            return $this->getTotalsCollectedFlag() ? $this : Platform::collect($this)->setTotalsCollectedFlag(true);
        }
    }
}
