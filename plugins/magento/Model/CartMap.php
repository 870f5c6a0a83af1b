<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Quote\Model\Quote;
use Magento\Quote\Model\Quote\Address;
use Magento\Quote\Model\Quote\Item\AbstractItem;
use Magento\Sales\Model\ResourceModel\Order\CollectionFactoryInterface;
use Magento\SalesRule\Model\Utility;
use Magento\Tax\Model\Config as TaxConfig;

/** Magento's cart in the engine's words, when its totals have been collected as far as prices and taxes. */
final class CartMap
{
    /** As many decimals as Magento stores of a price. */
    private const DECIMALS = '%.4F';
    private const QUANTITY = '%.8G';

    public function __construct(
        private readonly Utility $prices,
        private readonly TaxConfig $tax,
        private readonly CollectionFactoryInterface $orders,
    ) {
    }

    /**
     * @param bool $base in the currency that the shop keeps its books in, or in the customer's
     *
     * @return array<string, mixed> the wire's `Cart`
     */
    public function describe(Address $address, bool $base): array
    {
        $quote = $address->getQuote();
        $store = $quote->getStore();
        // On which prices Magento takes discounts off, a setting of its own says.
        $withTax = $this->tax->discountTax($store);
        $own = (string) $quote->getBaseCurrencyCode();
        $customers = (string) $quote->getQuoteCurrencyCode();
        $described = [
            'currency' => $base ? $own : $customers,
            'lines' => array_map(fn (AbstractItem $item): array => $this->line($item, $base), self::items($quote)),
            'pricesIncludeTax' => $withTax,
            'rounding' => [
                'profile' => 'magento',
                'discountsIncludeTax' => $withTax,
                'taxBeforeDiscount' => !$this->tax->applyTaxAfterDiscount($store),
            ],
            'rates' => [$own => 1] + ($own === $customers ? [] : [$customers => self::decimal($store->getBaseCurrency()->getRate($customers))]),
            'shipping' => self::decimal($this->shipping($address, $base)),
        ];
        $told = array_filter([
            'shippingCountry' => (string) $address->getCountryId(),
            'carrier' => (string) $address->getShippingMethod(),
            'paymentMethod' => (string) $quote->getPayment()->getMethod(),
        ]);

        return $described + $told + ['buyer' => $this->buyer($quote)];
    }

    /** The engine's name for a line of the cart. */
    public static function id(AbstractItem $item): string
    {
        // What has just come into the cart has no number yet.
        return (string) ($item->getId() ?: 'new-' . spl_object_id($item));
    }

    /** What Magento takes discounts off: of a bundle that is priced by its parts the parts, of anything else the whole. @return list<AbstractItem> */
    private static function items(Quote $quote): array
    {
        return array_values(array_filter($quote->getAllItems(), static function (AbstractItem $item): bool {
            $parent = $item->getParentItem();

            return !$item->getNoDiscount() && ($parent === null
                ? !($item->getHasChildren() && $item->isChildrenCalculated())
                : $parent->isChildrenCalculated());
        }));
    }

    /** @return array<string, mixed> */
    private function line(AbstractItem $item, bool $base): array
    {
        $product = $item->getProduct();
        $quantity = json_decode(sprintf(self::QUANTITY, $item->getTotalQty()), false, 1, JSON_THROW_ON_ERROR);
        $line = [
            'id' => self::id($item),
            'product' => (string) $product->getId(),
            'quantity' => $quantity,
            'unitPrice' => self::decimal($base ? $this->prices->getItemBasePrice($item) : $this->prices->getItemPrice($item)),
            'taxPercent' => self::decimal($item->getTaxPercent()),
            'categories' => array_map(strval(...), $product->getCategoryIds()),
            'attributes' => ['sku' => (string) $item->getSku()],
            'onPromotion' => $product->getFinalPrice() < $product->getPrice(),
        ];

        // Half a metre is no number of units: it is one, for what the half metre costs.
        return is_int($quantity) ? $line : ['quantity' => 1, 'unitPrice' => $this->whole($item, $base)] + $line;
    }

    private function whole(AbstractItem $item, bool $base): mixed
    {
        $withTax = $this->tax->discountTax($item->getQuote()->getStore());

        return self::decimal($base
            ? ($withTax ? $item->getBaseRowTotalInclTax() : $item->getBaseRowTotal())
            : ($withTax ? $item->getRowTotalInclTax() : $item->getRowTotal()));
    }

    /** What Magento takes discounts on shipping off. */
    private function shipping(Address $address, bool $base): mixed
    {
        return $address->getShippingAmountForDiscount()
            ? ($base ? $address->getBaseShippingAmountForDiscount() : $address->getShippingAmountForDiscount())
            : ($base ? $address->getBaseShippingAmount() : $address->getShippingAmount());
    }

    /** A guest is known by the e-mail address alone, so that the next order of the same one counts too. @return array<string, mixed> */
    private function buyer(Quote $quote): array
    {
        $id = (int) $quote->getCustomerId();
        $email = (string) ($quote->getCustomerEmail() ?: $quote->getBillingAddress()->getEmail());

        return ['groups' => [(string) $quote->getCustomerGroupId()]]
            + ($email === '' ? [] : ['email' => $email])
            + ($id === 0 ? [] : ['id' => (string) $id, 'orders' => $this->orders->create($id)->getSize()]);
    }

    private static function decimal(mixed $value): mixed
    {
        return json_decode(sprintf(self::DECIMALS, $value), false, 1, JSON_THROW_ON_ERROR);
    }
}
