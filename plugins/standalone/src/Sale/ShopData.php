<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** Name, currencies, shipping and the customers one may pose as. */
final class ShopData
{
    /**
     * @param array<string, array{name: string, locale: string, shipping: array<string, int>}> $currencies
     * @param array<string, string>                                                            $countries
     * @param array<string, Customer>                                                          $customers
     */
    private function __construct(
        public readonly string $name,
        public readonly string $zone,
        public readonly array $currencies,
        public readonly array $countries,
        public readonly array $customers,
    ) {
    }

    public static function read(string $file): self
    {
        $read = json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR);
        $customers = array_map(Customer::of(...), $read['customers']);

        return new self(
            $read['name'],
            $read['zone'],
            $read['currencies'],
            $read['countries'],
            array_column($customers, null, 'id'),
        );
    }

    public function locale(string $currency): string
    {
        return $this->currencies[$currency]['locale'];
    }

    /** @return array<string, string> names of the countries that are delivered to, by code */
    public function destinations(string $currency): array
    {
        return array_intersect_key($this->countries, $this->currencies[$currency]['shipping']);
    }

    public function shippingMinor(string $currency, string $country): int
    {
        return $this->currencies[$currency]['shipping'][$country];
    }
}
