<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** The codes in the cart. How they are written, and which are the same, is the engine's word. */
final class Codes
{
    /** Kept at most; the engine looks for the best deal among twelve. */
    private const MOST = 10;

    public function __construct(private readonly Visit $visit, private readonly Prices $prices)
    {
    }

    /**
     * A code that there were too many tries for is not kept: shown again, it would cost no try.
     *
     * @return array<string, mixed> `Priced`; of a code that was there before in another writing, both entries
     */
    public function enter(string $code): array
    {
        if ($code === '' || in_array($code, $this->visit->codes(), true)) {
            return $this->prices->priced($this->visit);
        }
        $priced = $this->prices->priced($this->visit, $code);
        if (isset($priced['waitMs'])) {
            return $priced;
        }
        $codes = array_values(array_unique(array_column($priced['coupons'], 'code')));
        // Those that apply come first: what is too many is refused anyway.
        $this->visit->keep(array_slice($codes, 0, self::MOST));

        return count($codes) > self::MOST ? $this->prices->priced($this->visit) : $priced;
    }

    /** One of them as it is shown, or all. */
    public function remove(?string $code = null): void
    {
        $this->visit->keep($code === null ? [] : array_values(array_diff($this->visit->codes(), [$code])));
    }

    /** @param array<string, mixed> $combined `Priced` or `Combined` @return list<array<string, mixed>> */
    public static function applied(array $combined): array
    {
        return self::of($combined, 'applied');
    }

    /** @param array<string, mixed> $combined @return list<array<string, mixed>> */
    public static function rejected(array $combined): array
    {
        return self::of($combined, 'rejected');
    }

    /** What to say of codes that were entered once more: they are kept once. @param array<string, mixed> $priced @return list<string> */
    public static function repeated(array $priced): array
    {
        $reasons = array_merge(...array_column(self::rejected($priced), 'reasons'));

        return array_column(array_filter($reasons, static fn (array $reason): bool => $reason['reason'] === 'duplicate_code'), 'message');
    }

    /** @param array<string, mixed> $combined @return list<array<string, mixed>> */
    private static function of(array $combined, string $answer): array
    {
        return array_values(array_filter(
            $combined['coupons'],
            static fn (array $coupon): bool => $coupon['answer'] === $answer,
        ));
    }
}
