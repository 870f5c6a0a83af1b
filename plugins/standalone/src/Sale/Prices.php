<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Engine;

/** Every amount the shop shows comes from here, and here from the engine. */
final class Prices
{
    public function __construct(
        private readonly Engine $engine,
        private readonly Catalogue $catalogue,
        private readonly ShopData $data,
        private readonly Orders $orders,
    ) {
    }

    /** Whether there is nothing to order: what has left the catalogue does not count. */
    public function isEmpty(Visit $visit): bool
    {
        return $this->lines($visit) === [];
    }

    /** @return array<string, mixed> the wire's `Cart` */
    public function cart(Visit $visit): array
    {
        $currency = $visit->currency();
        $lines = $this->lines($visit);
        $cart = ['currency' => $currency, 'lines' => $lines];
        $buyer = $this->buyer($visit);
        if ($buyer !== []) {
            $cart['buyer'] = $buyer;
        }

        return $lines === [] ? $cart : $cart + [
            'shippingCountry' => $visit->country(),
            'shippingMinor' => $this->data->shippingMinor($currency, $visit->country()),
        ];
    }

    /**
     * @param null|string $new a code that is entered beside those of the visitor
     *
     * @return array<string, mixed> `Priced` of the visitor's cart and codes, with the `gifts` that come along; with `waitMs`
     *                              where there were too many tries
     */
    public function priced(Visit $visit, ?string $new = null): array
    {
        $entered = $new === null ? [] : ['from' => $visit->source() + ['code' => $new]];

        $priced = self::answered('priced', $this->engine->call($entered + [
            'verb' => 'price',
            'codes' => [...$visit->codes(), ...($new === null ? [] : [$new])],
            'cart' => $this->cart($visit),
            'locale' => $visit->locale(),
        ]));

        return [...$priced, 'gifts' => $this->gifts($priced)];
    }

    /**
     * @param list<null|int> $minors null stays null
     *
     * @return list<null|string>
     */
    public function texts(array $minors, string $currency): array
    {
        $amounts = [];
        foreach (array_filter($minors, is_int(...)) as $minor) {
            $amounts[] = ['minor' => $minor, 'currency' => $currency];
        }
        $call = ['verb' => 'format', 'locale' => $this->data->locale($currency), 'amounts' => $amounts];
        $texts = $amounts === [] ? [] : self::answered('formatted', $this->engine->call($call))['texts'];

        return array_map(static function (?int $minor) use (&$texts): ?string {
            return $minor === null ? null : array_shift($texts);
        }, $minors);
    }

    /** @param array<string, mixed> $answer @return array<string, mixed> */
    public static function answered(string $kind, array $answer): array
    {
        if ($answer['answer'] !== $kind) {
            $faults = array_map(
                static fn (array $fault): string => "{$fault['path']}: {$fault['message']}",
                $answer['faults'] ?? [],
            );

            throw new \RuntimeException("the engine answered `{$answer['answer']}`: " . implode('; ', $faults));
        }

        return $answer;
    }

    /**
     * What the codes add to the goods for nothing. Units that stand in the cart already are discounted there.
     *
     * @param array<string, mixed> $priced
     *
     * @return list<array<string, int|string>>
     */
    private function gifts(array $priced): array
    {
        $gifts = [];
        foreach (Codes::applied($priced) as $share) {
            foreach ($share['gifts'] ?? [] as ['product' => $id, 'missingUnits' => $units]) {
                $product = $this->catalogue->product($id);
                $gift = ['code' => $share['code'], 'product' => $id, 'name' => $product?->name ?? $id, 'units' => $units];
                $gifts[] = $gift + ($product === null ? [] : ['image' => "/assets/goods/$id.svg"]);
            }
        }
        $gifts = array_values(array_filter($gifts, static fn (array $gift): bool => $gift['units'] > 0));
        $free = $gifts === [] ? '' : $this->texts([0], $priced['currency'])[0];

        return array_map(static fn (array $gift): array => [...$gift, 'totalText' => $free], $gifts);
    }

    /** @return list<array<string, mixed>> */
    private function lines(Visit $visit): array
    {
        $lines = [];
        foreach ($visit->cart() as $id => $quantity) {
            $product = $this->catalogue->product((string) $id);
            if ($product !== null) {
                $lines[] = $product->line($quantity, $visit->currency());
            }
        }

        return $lines;
    }

    /** @return array<string, mixed> */
    private function buyer(Visit $visit): array
    {
        $customer = $visit->customer();
        if ($customer !== null) {
            return [
                'id' => $customer->id,
                'email' => $customer->email,
                'groups' => $customer->groups,
                'orders' => $this->orders->placedBy($customer->id, $customer->email),
                'modality' => $customer->modality,
            ];
        }
        $email = $visit->email();

        return $email === '' ? [] : ['email' => $email, 'orders' => $this->orders->placedBy('', $email)];
    }
}
