<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\PortDispatcher;
use Remise\Bridge\TranslatedEngine;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Many processes at the same vouchers: one wins each (P6), and nothing is made twice (P3). */
class VoucherRaceTest extends StoreTest
{
    private const EACH = 16;
    private const VOUCHERS = 6;

    private Store $store;
    private TranslatedEngine $engine;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
        $this->engine = new TranslatedEngine(new PortDispatcher($this->store->shop));
        $this->engine->call([
            'verb' => 'http', 'method' => 'POST', 'path' => '/api/admin/vouchers/templates', 'admin' => true,
            'headers' => ['content-type' => 'application/json'],
            'body' => '{"id":"ten","name":"Ten","lifetimeDays":30,"coupon":{"code":"####-#####-####","type":"PERCENTAGE","value":10}}',
        ]);
    }

    public function testOneOfSixteenMerchantsAndSixteenCheckoutsWins(): void
    {
        $this->buy(self::VOUCHERS);
        $codes = array_column($this->store->db->rows('SELECT code FROM remise_code'), 'code');
        $printed = $this->together(2 * self::EACH, sprintf(<<<'PHP'
            foreach (%s as $code) {
                if ({n} %% 2) {
                    $query = ["code" => $code, "merchant_id" => "m{n}"];
                    $answer = $e->call(["verb" => "http", "method" => "GET", "path" => "/api/voucher16274", "query" => $query]);
                    $told = json_decode($answer["body"], true);
                    echo $code, isset($told["redeemed_merchant_id"]) && $told["status"] === "code_valid" ? " won" : " lost:$told[status]", "\n";
                } else {
                    $cart = ["currency" => "BRL", "lines" => [["id" => "a", "product" => "a", "quantity" => 1, "unitPriceMinor" => 1000]]];
                    $answer = $e->call(["verb" => "redeem", "key" => "o{n}-$code", "code" => $code, "cart" => $cart]);
                    echo $code, $answer["answer"] === "redeemed" ? " won" : " lost:$answer[answer]", "\n";
                }
            }
            PHP, var_export($codes, true)));
        $counts = array_count_values(array_filter(explode("\n", implode("\n", $printed))));
        ksort($counts);
        $won = array_filter($counts, static fn (string $line): bool => str_ends_with($line, ' won'), ARRAY_FILTER_USE_KEY);
        self::assertSame(array_fill(0, self::VOUCHERS, 1), array_values($won), implode("\n", $printed));
        self::assertSame(2 * self::EACH * self::VOUCHERS, array_sum($counts));
        self::assertSame([], array_diff(array_keys(self::ends($counts)), ['won', 'lost:code_already_used', 'lost:rejected']));
        self::assertSame([], $this->store->miscounted());
        self::assertSame([['state' => 'used', 'n' => self::VOUCHERS]], $this->store->db->rows('SELECT state, COUNT(*) AS n FROM remise_voucher GROUP BY state'));
        self::assertSame(self::VOUCHERS, $this->store->db->row('SELECT COUNT(*) AS n FROM remise_voucher_event')['n'] ?? null);
    }

    public function testAPaymentThatIsToldSixteenTimesAtOnceMakesNothingTwice(): void
    {
        // Some of them bring the quantity from before it was raised.
        $this->together(self::EACH, <<<'PHP'
            $line = ["id" => "1", "quantity" => {n} % 3 ? 3 : 2, "voucherCodes" => 5, "voucherTemplate" => "ten"];
            $told = $e->call(["verb" => "purchase", "order" => "O1", "buyer" => ["id" => "7"], "lines" => [$line]]);
            echo $told["answer"];
            PHP);
        $this->buy(3, 5);
        self::assertSame([15, 15], array_map(
            fn (string $table): mixed => $this->store->db->row("SELECT COUNT(*) AS n FROM $table")['n'] ?? null,
            ['remise_voucher', 'remise_code'],
        ));
        self::assertSame(15, (int) ($this->store->db->row('SELECT SUM(wanted) AS n FROM remise_issue')['n'] ?? 0));
    }

    public function testWhoIsKilledWhileMakingCodesLeavesNothingHalf(): void
    {
        $code = $this->script('for (;;) { $told = $e->call(["verb" => "mint", "order" => "O1"]); if ($told["made"] === $told["wanted"]) { exit; } }');
        $this->buy(4000);
        for ($kills = 0; $kills < 3; $kills++) {
            $made = $this->made();
            $process = proc_open([PHP_BINARY, '-r', $code, '--', $this->place()], [1 => ['file', '/dev/null', 'w'], 2 => ['redirect', 1]], $pipes);
            while ($this->made() === $made && proc_get_status($process)['running']) {
                usleep(1000);
            }
            proc_terminate($process, SIGKILL);
            proc_close($process);
            self::assertGreaterThan($made, $this->made());
            self::assertSame($this->made(), $this->store->db->row('SELECT COUNT(*) AS n FROM remise_voucher')['n'] ?? null);
            self::assertSame($this->made(), $this->store->db->row('SELECT COUNT(*) AS n FROM remise_code')['n'] ?? null);
        }
        self::assertLessThan(4000, $this->made());
        $this->together(2, 'for (;;) { $told = $e->call(["verb" => "mint", "order" => "O1"]); if ($told["made"] === $told["wanted"]) { exit; } }');
        self::assertSame(4000, $this->made());
        self::assertSame(4000, $this->store->db->row('SELECT COUNT(*) AS n FROM remise_voucher')['n'] ?? null);
        self::assertNull($this->store->shop->nextIssue($this->store->organization, null));
    }

    private function made(): int
    {
        return (int) ($this->store->db->row('SELECT SUM(made) AS n FROM remise_issue')['n'] ?? 0);
    }

    private function buy(int $quantity, int $each = 1): void
    {
        $line = ['id' => '1', 'quantity' => $quantity, 'voucherCodes' => $each, 'voucherTemplate' => 'ten'];
        $told = $this->engine->call(['verb' => 'purchase', 'order' => 'O1', 'buyer' => ['id' => '7'], 'lines' => [$line]]);
        self::assertSame('purchased', $told['answer'], json_encode($told));
    }

    /** @return list<string> */
    private function together(int $processes, string $body): array
    {
        return Processes::together($processes, [PHP_BINARY, '-r', $this->script($body), '--', $this->place()]);
    }

    private function script(string $body): string
    {
        return 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store($argv[1]);'
            . '$e = new Remise\Bridge\TranslatedEngine(new Remise\Bridge\PortDispatcher($s->shop));' . $body;
    }

    /** @param array<string, int> $counts @return array<string, int> without the codes */
    private static function ends(array $counts): array
    {
        $ends = [];
        foreach ($counts as $line => $count) {
            $end = explode(' ', (string) $line, 2)[1] ?? (string) $line;
            $ends[$end] = ($ends[$end] ?? 0) + $count;
        }

        return $ends;
    }
}
