<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

/** What one worker does, call after call: from the seed alone, so that a run can be repeated. */
final class Plan
{
    /** The coupons, by code. Every limit is reached within seconds. */
    public const COUPONS = [
        'MANY' => ['hasQuantity' => true, 'quantity' => 240],
        'EACH' => ['hasQuantity' => true, 'quantity' => 60, 'hasQuantityPerUser' => true, 'quantityPerUser' => 2],
        'BUDGET' => ['campaign' => ['quantity' => 35, 'discountMinor' => 20_000]],
        'CASH' => ['campaign' => ['quantity' => 90, 'discountMinor' => 19_900]],
        'UNA' => self::ONE, 'UNB' => self::ONE, 'UNC' => self::ONE, 'UND' => self::ONE,
    ];

    public const VALUE_MINOR = 500;
    public const CUSTOMERS = 5;
    public const LONG_SECONDS = 1_800;

    private const ONE = ['hasQuantity' => true, 'quantity' => 1];
    /** Of a hundred calls. */
    private const VERBS = ['redeem' => 40, 'hold' => 25, 'commit' => 15, 'release' => 12, 'repeat' => 8];
    /** Each of these is sent by all workers, at about the same time. */
    private const SHARED_EVERY = 25;
    /** Seconds of a hold; the short one lapses within the round. */
    private const LIFETIMES = [1, self::LONG_SECONDS];
    /** A call may go on with what was begun so many calls ago. */
    private const BACK = 8;

    public function __construct(private readonly int $seed, private readonly int $worker)
    {
    }

    /** @return array<string, mixed> as the engine takes it */
    public function call(int $number): array
    {
        if ($number % self::SHARED_EVERY === 0) {
            return ['verb' => 'redeem', 'key' => "all-$number", 'code' => 'MANY', 'cart' => self::cart('customer:all')];
        }
        mt_srand(crc32("$this->seed $this->worker $number"));
        $verb = self::oneOf(self::VERBS);
        if ($verb === 'redeem' || $verb === 'hold') {
            return $this->take($verb, $number);
        }
        $first = $this->earlier($number - mt_rand(1, self::BACK));

        return match ($verb) {
            'repeat' => $first,
            default => ['verb' => $verb, 'key' => $first['key']],
        };
    }

    /** The last call up to this one that takes a use of its own. @return array<string, mixed> */
    private function earlier(int $number): array
    {
        for (; $number > 0; $number--) {
            mt_srand(crc32("$this->seed $this->worker $number"));
            $verb = self::oneOf(self::VERBS);
            if ($number % self::SHARED_EVERY !== 0 && ($verb === 'redeem' || $verb === 'hold')) {
                return $this->take($verb, $number);
            }
        }

        return ['verb' => 'redeem', 'key' => "$this->worker-first", 'code' => 'MANY', 'cart' => self::cart('customer:first')];
    }

    /** @return array<string, mixed> */
    private function take(string $verb, int $number): array
    {
        $codes = mt_rand(1, 100) <= 10 ? ['MANY', 'EACH'] : [array_rand(self::COUPONS)];

        return ['verb' => $verb, 'key' => "$this->worker-$number", 'cart' => self::cart('customer:' . mt_rand(1, self::CUSTOMERS))]
            + (count($codes) === 1 ? ['code' => $codes[0]] : ['codes' => $codes])
            + ($verb === 'hold' ? ['lifetimeSeconds' => self::LIFETIMES[mt_rand(0, 1)]] : []);
    }

    /** @return array<string, mixed> */
    public static function cart(string $customer): array
    {
        return [
            'currency' => 'BRL',
            'lines' => [['id' => '1', 'product' => 'p', 'quantity' => 2, 'unitPriceMinor' => 5_000]],
            'buyer' => ['id' => $customer],
        ];
    }

    /** @param array<string, int> $weights */
    private static function oneOf(array $weights): string
    {
        $at = mt_rand(1, array_sum($weights));
        foreach ($weights as $name => $weight) {
            if (($at -= $weight) <= 0) {
                return $name;
            }
        }

        throw new \LogicException('the weights do not sum up');
    }
}
