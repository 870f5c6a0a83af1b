<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\ExpectationFailedException;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\ReadThenWrite;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Many processes at one code: never a use too many, never one too few. */
class LedgerRaceTest extends StoreTest
{
    private const PROCESSES = 6;
    private const TRIES = 10;

    public function testExactlyAsManyUsesAsThereAre(): void
    {
        $store = $this->race('p{n}-$i', null, ['hasQuantity' => true, 'quantity' => 13], ['taken' => 13, 'exhausted' => 47]);
        self::assertSame(13, $store->db->row('SELECT COUNT(*) AS n FROM remise_use')['n'] ?? null);
        self::assertSame(13, $store->find('A')['redeemed']);
    }

    public function testALedgerThatReadsBeforeItWritesIsCaught(): void
    {
        self::assertFalse($this->isExact(ReadThenWrite::class));
    }

    public function testExactlyAsManyUsesPerHolder(): void
    {
        $this->race('p{n}-$i', 'customer:1', ['hasQuantityPerUser' => true, 'quantityPerUser' => 7], ['taken' => 7, 'holderLimit' => 53]);
    }

    public function testOneKeyIsOneUse(): void
    {
        $this->race('k$i', null, [], ['taken' => 10, 'replayed' => 50]);
    }

    public function testACodeThatManyWantIsUsedExactlyAsOftenAsItMay(): void
    {
        $this->race('p{n}-$i', 'customer:{n}', ['hasQuantity' => true, 'quantity' => 150], ['taken' => 150, 'exhausted' => 210], 60);
    }

    public function testHoldsThatLapseAndUsesThatAreGivenBackAreNeverLost(): void
    {
        $store = $this->together(40, ['hasQuantity' => true, 'quantity' => 90, 'campaign' => ['quantity' => 85, 'discountMinor' => 8300]], <<<'PHP'
            $key = "p{n}-$i";
            $taken = $s->redeem($key, "A", ["holder" => "customer:{n}", "email" => "guest:x", "atMs" => 10 * $i] + ($i % 3 ? ["endAt" => 10 * $i + 60] : []));
            echo $taken["outcome"], " ";
            if ($i % 5 === 4) { $s->ask("release", ["key" => "p{n}-" . ($i - 2), "keep" => false, "atMs" => 10 * $i]); }
            if ($i % 7 === 6) { $s->ask("commit", ["key" => "p{n}-" . ($i - 1), "atMs" => 10 * $i]); }
            PHP)[0];
        $budget = $store->db->row('SELECT redeemed, spent_minor FROM remise_budget') ?? [];
        self::assertLessThanOrEqual(83, $budget['redeemed']);
        for ($i = 0; ($last = $store->redeem("last-$i", 'A', ['atMs' => 10_000])['outcome']) === 'taken'; $i++) {
            self::assertLessThan(90, $i);
        }
        self::assertSame('budgetLimit', $last, json_encode($store->db->rows('SELECT * FROM remise_slot')) . json_encode($store->db->rows('SELECT id, redeemed, quantity, slots FROM remise_code')). json_encode($store->db->rows('SELECT * FROM remise_budget')));
        self::assertSame(83, $store->db->row('SELECT redeemed FROM remise_budget')['redeemed'] ?? null);
        self::assertSame([], $store->miscounted());
    }

    public function testALimitThatIsSetMeanwhileCountsWhatWasUsedBefore(): void
    {
        [$store, $outcomes] = $this->together(40, [], <<<'PHP'
            if ({n} === 0 && $i === 3) { $s->save("A", ["campaign" => ["quantity" => 90]]); }
            echo $s->redeem("p{n}-$i", "A")["outcome"], " ";
            PHP);
        // How many were faster than the limit is theirs to say.
        self::assertSame(240, array_sum($outcomes));
        self::assertGreaterThanOrEqual(90, $outcomes['taken']);
        self::assertSame($outcomes['taken'], $store->db->row('SELECT redeemed FROM remise_budget')['redeemed'] ?? null);
        self::assertSame('campaignLimit', $store->redeem('last', 'A')['outcome']);
    }

    public function testSeveralCodesOfManyOrdersNeverStandInEachOthersWay(): void
    {
        [$store, $outcomes] = $this->together(30, ['hasQuantity' => true, 'quantity' => 60], <<<'PHP'
            $codes = array_map(fn ($code) => ["codeKey" => $code, "discountMinor" => 1], ($i + {n}) % 2 ? ["A", "B"] : ["B", "A"]);
            echo $s->redeem("p{n}-$i", "A", ["codes" => $codes, "holder" => "customer:" . $i % 4])["outcome"], " ";
            PHP);
        self::assertSame(['exhausted' => 120, 'taken' => 60], $outcomes);
        self::assertSame([60, 60], [$store->find('A')['redeemed'], $store->find('B')['redeemed']]);
    }

    /** Whether a ledger of another kind passes. @param class-string $ledger */
    protected function isExact(string $ledger): bool
    {
        $body = "echo (new \\$ledger(\$s))->redeem(\"p{n}-\$i\", 'A')['outcome'], ' ';";
        try {
            return $this->together(self::TRIES, ['hasQuantity' => true, 'quantity' => 13], $body)[1] === ['exhausted' => 47, 'taken' => 13];
        } catch (ExpectationFailedException) {
            // Its counter is not what its uses sum to.
            return false;
        }
    }

    /** @param array<string, mixed> $terms @param array<string, int> $expected */
    private function race(string $key, ?string $holder, array $terms, array $expected, int $tries = self::TRIES): Store
    {
        $more = $holder === null ? '[]' : "['holder' => '$holder']";
        [$store, $outcomes] = $this->together($tries, $terms, "echo \$s->redeem(\"$key\", 'A', $more)['outcome'], ' ';");
        ksort($expected);
        self::assertSame($expected, $outcomes);

        return $store;
    }

    /** @param array<string, mixed> $terms of A and of B @return array{Store, array<string, int>} */
    private function together(int $tries, array $terms, string $body): array
    {
        $store = new Store($this->place());
        array_map(static fn (string $code): string => $store->save($code, $terms), ['A', 'B']);
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store(Remise\Tests\Support\Galera::from($argv[1], {n}));'
            . Processes::READY . "for (\$i = 0; \$i < $tries; \$i++) { $body }";
        $printed = Processes::together(self::PROCESSES, [PHP_BINARY, '-r', $code, '--', $this->place()], true);
        $outcomes = array_count_values(explode(' ', implode(' ', $printed)));
        ksort($outcomes);
        self::assertSame([], $store->miscounted());

        return [$store, $outcomes];
    }
}
