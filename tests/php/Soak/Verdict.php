<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

use Remise\Bridge\System;
use Remise\Tests\Support\Store;

/** Whether what the workers were told is what the ledger says, and whether every limit was kept to the use. */
final class Verdict
{
    private const FAR_MS = 90 * 86_400_000;

    /** @param list<Journal> $journals */
    public function __construct(
        private readonly Store $store,
        private readonly string $place,
        private readonly string $directory,
        private readonly int $seed,
        private readonly array $journals,
        private readonly bool $isStormy,
    ) {
    }

    /** @return list<string> what is wrong */
    public function faults(): array
    {
        return [...$this->told(), ...self::over($this->store), ...$this->drained(), ...$this->unlapsed(), ...$this->miscounted()];
    }

    /** @return array<string, int> how often each kind of answer was given, `failed` for calls that were sent again */
    public function answers(): array
    {
        $kinds = [];
        foreach ($this->journals as $journal) {
            foreach ($journal->lines() as $line) {
                $kind = $line['answer'] ?? (isset($line['failed']) ? 'failed' : 'begun');
                $kinds[$kind] = ($kinds[$kind] ?? 0) + 1;
            }
        }

        return $kinds;
    }

    /** What the log said of the calls that failed, each thing once. @return list<string> */
    public function failures(): array
    {
        $failures = array_merge(...array_map(static fn (Journal $journal): array => array_column($journal->lines(), 'failed'), $this->journals));

        return array_values(array_unique($failures));
    }

    /** Every answer that a worker has heard still holds. @return list<string> */
    private function told(): array
    {
        $states = [];
        foreach ($this->store->db->rows('SELECT redemption_key, state FROM remise_use') as $use) {
            $states[$use['redemption_key']][] = $use['state'];
        }
        $faults = [];
        foreach ($this->journals as $worker => $journal) {
            $plan = new Plan($this->seed, $worker);
            foreach ($journal->lines() as $line) {
                if (isset($line['answer'])) {
                    $call = $plan->call($line['number']);
                    $codes[$call['key']] = count($call['codes'] ?? []) ?: $codes[$call['key']] ?? 1;
                    $last[$call['key']] = $this->after($last[$call['key']] ?? '', $call, $line['answer']);
                }
            }
        }
        foreach ($last ?? [] as $key => $expected) {
            $is = implode(' and ', $states[$key] ?? ['nothing']);
            $of = static fn (string $state): string => implode(' and ', array_fill(0, $codes[$key], $state));
            $fits = match ($expected) {
                'committed' => $is === $of('committed'),
                'kept' => $is === $of('held'),
                'held' => in_array($is, [$of('held'), $of('released')], true),
                'free' => in_array($is, ['nothing', $of('released')], true),
                default => false,
            };
            if (!$fits) {
                $faults[] = "the key $key should be $expected and is $is" . ($codes[$key] > 1 ? ", of {$codes[$key]} codes" : '');
            }
        }

        return $faults;
    }

    /** What a key stands for after an answer, by what it stood for before. @param array<string, mixed> $call */
    private function after(string $before, array $call, string $answer): string
    {
        return match (true) {
            $answer === 'redeemed' => 'committed',
            $answer === 'held' => $before === 'committed' ? $before : $this->hold($call),
            $answer === 'released' => 'free',
            // All workers send it, and one of them may have been refused before a use came free for the next.
            str_starts_with($call['key'], 'all') => $before === '' ? 'free' : $before,
            // A commit of what never held anything.
            $answer === 'unknown_key', $answer === 'rejected' => in_array($before, ['committed', 'kept'], true)
                ? "refused a repeated {$call['verb']}"
                : ($before === 'held' && $answer === 'rejected' ? 'held' : 'free'),
            default => "answered $answer",
        };
    }

    /** What outlives the round is there at its end, unless clocks went astray. @param array<string, mixed> $call */
    private function hold(array $call): string
    {
        return !$this->isStormy && $call['lifetimeSeconds'] === Plan::LONG_SECONDS ? 'kept' : 'held';
    }

    /** Holds at any moment, also while everybody takes and gives back. @return list<string> */
    public static function over(Store $store): array
    {
        $live = "FROM remise_use u JOIN remise_code c ON c.id = u.code_id WHERE u.state <> 'released'";
        $faults = [];
        foreach ($store->db->rows("SELECT c.code_key, COUNT(*) AS n $live GROUP BY c.code_key") as ['code_key' => $code, 'n' => $uses]) {
            $limit = self::limit(Plan::COUPONS[$code]);
            if ($uses > $limit) {
                $faults[] = "$code has $uses uses, and $limit were there";
            }
        }
        foreach ($store->db->rows("SELECT COUNT(*) AS n $live AND c.code_key = 'EACH' GROUP BY u.holder_hash HAVING COUNT(*) > ?", [self::perCustomer()]) as $row) {
            $faults[] = "a customer has {$row['n']} uses of EACH";
        }

        return $faults;
    }

    /** All that is left can be had, and no more: no use was lost. @return list<string> */
    private function drained(): array
    {
        $weather = new Weather($this->directory);
        $weather->tell('skew', (string) self::FAR_MS);
        $failed = '';
        $till = new Till($this->place, $weather, static function (string $line) use (&$failed): void {
            $failed = $line;
        });
        $faults = [];
        foreach (Plan::COUPONS as $code => $terms) {
            for ($n = 0; $n <= self::limit($terms); $n++) {
                $answer = $till->call(['verb' => 'redeem', 'key' => "last-$code-$n", 'code' => $code, 'cart' => Plan::cart('last:' . intdiv($n, self::perCustomer()))]);
                if ($answer['answer'] !== 'redeemed') {
                    break;
                }
            }
            if ($answer['answer'] !== 'rejected') {
                $faults[] = "$code: the last answer is {$answer['answer']} $failed";
            }
            $uses = $this->store->find($code, ['atMs' => (new System())->nowMs() + self::FAR_MS])['redeemed'];
            if ($uses !== self::limit($terms)) {
                $faults[] = "$code ends at $uses uses of " . self::limit($terms);
            }
        }

        return $faults;
    }

    /** Nobody holds anything for ever. @return list<string> */
    private function unlapsed(): array
    {
        $held = $this->store->db->rows("SELECT redemption_key FROM remise_use WHERE state = 'held'");

        return array_map(static fn (array $use): string => "the hold {$use['redemption_key']} never lapses", $held);
    }

    private static function perCustomer(): int
    {
        return Plan::COUPONS['EACH']['quantityPerUser'];
    }

    /** @return list<string> */
    private function miscounted(): array
    {
        return array_map(static fn (array $row): string => 'counter and ledger differ: ' . json_encode($row), $this->store->miscounted());
    }

    /** @param array<string, mixed> $terms */
    private static function limit(array $terms): int
    {
        $limits = [$terms['quantity'] ?? null, $terms['campaign']['quantity'] ?? null];
        if (isset($terms['campaign'])) {
            $limits[] = intdiv($terms['campaign']['discountMinor'], Plan::VALUE_MINOR);
        }

        return min(array_filter($limits, is_int(...)));
    }
}
