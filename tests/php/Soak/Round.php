<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

use Remise\Tests\Support\Galera;
use Remise\Tests\Support\MariaDbServer;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

/** Some seconds of many workers at one store, calm or with things going wrong, and then the reckoning. */
final class Round
{
    private const SITE = '{"platform":"prestashop","env":"prod","modalities":["retail"]}';

    /** Between two looks at what is going on. */
    private const LOOK_MICROSECONDS = 20_000;

    /** @var array<string, int> */
    public array $answers = [];
    /** @var list<string> what was done to the store, in order */
    public array $faults = [];
    /** @var list<string> what the shop's log said */
    public array $failures = [];

    public function __construct(
        private readonly string $place,
        private readonly null|Galera|MariaDbServer $server,
        private readonly int $seed,
        private readonly bool $isStormy,
        private readonly string $length,
    ) {
    }

    /** @return list<string> what is wrong */
    public function run(float $seconds): array
    {
        $store = new Store($this->place, self::SITE);
        foreach (Plan::COUPONS as $code => $terms) {
            $store->save($code, $terms);
        }
        $files = new Scratch();
        $weather = new Weather($files->path);
        $crew = new Crew($this->place, $files->path, $this->seed);
        $over = $this->pass($seconds, $store, new Faults($crew, $weather, $this->server, $this->length));
        $weather->untell('skew');
        $weather->tell('stop');
        $wrong = $crew->finish();
        $journals = array_map(static fn (int $worker): Journal => new Journal($files->path, $worker), range(0, Crew::SIZE - 1));
        $verdict = new Verdict($store, $this->place, $files->path, $this->seed, $journals, $this->isStormy);
        [$this->answers, $this->failures] = [$verdict->answers(), $verdict->failures()];
        $wrong = [...$wrong, ...$over, ...$verdict->faults()];
        if (!$this->isStormy && $this->failures !== []) {
            array_push($wrong, 'a call failed on a calm day:', ...$this->failures);
        }
        $files->remove();

        return $wrong;
    }

    /** @return list<string> what was wrong meanwhile */
    private function pass(float $seconds, Store $store, Faults $faults): array
    {
        $names = $faults->all();
        $over = [];
        for ($end = microtime(true) + $seconds, $at = 0; microtime(true) < $end; $at++) {
            // Drawn anew each time: how much chance the workers' plans have used up in between does not matter.
            mt_srand(crc32("$this->seed faults $at"));
            for ($until = microtime(true) + mt_rand(300, 900) / 1_000; microtime(true) < $until; usleep(self::LOOK_MICROSECONDS)) {
                array_push($over, ...Verdict::over($store));
            }
            if ($this->isStormy) {
                $this->faults[] = $name = $names[mt_rand(0, count($names) - 1)];
                $faults->$name();
            }
        }

        return array_values(array_unique($over));
    }
}
