<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

/** The engine's whole minor units as Magento's decimals. */
final class Money
{
    private const ONE = 1;

    /** @var array<string, int> how many decimals a currency has, which the engine knows */
    private array $decimals = [];

    public function __construct(private readonly Till $engine)
    {
    }

    public function decimal(int $minor, string $currency): mixed
    {
        $decimals = $this->decimals[$currency] ??= $this->decimals($currency);
        $digits = str_pad((string) $minor, $decimals + 1, '0', STR_PAD_LEFT);

        return json_decode($decimals === 0 ? $digits : substr_replace($digits, '.', -$decimals, 0), false, 1, JSON_THROW_ON_ERROR);
    }

    /** Of a currency's smallest unit as English writes it: `€0.01`, `¥1`. */
    private function decimals(string $currency): int
    {
        $answer = $this->engine->call(['verb' => 'format', 'locale' => 'en', 'amounts' => [['minor' => self::ONE, 'currency' => $currency]]]);

        return strlen(explode('.', $answer['texts'][0] ?? '0.01')[1] ?? '');
    }
}
