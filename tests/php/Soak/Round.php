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
        $this->pass($seconds, new Faults($crew, $weather, $this->server, $this->length));
        $weather->untell('skew');
        $weather->tell('stop');
        $wrong = $crew->finish();
        $journals = array_map(static fn (int $worker): Journal => new Journal($files->path, $worker), range(0, Crew::SIZE - 1));
        $verdict = new Verdict($store, $this->place, $files->path, $this->seed, $journals);
        [$this->answers, $this->failures] = [$verdict->answers(), $verdict->failures()];
        $wrong = [...$wrong, ...$verdict->faults()];
        if (!$this->isStormy && $this->failures !== []) {
            array_push($wrong, 'a call failed on a calm day:', ...$this->failures);
        }
        $files->remove();

        return $wrong;
    }

    private function pass(float $seconds, Faults $faults): void
    {
        $names = $faults->all();
        for ($end = microtime(true) + $seconds, $at = 0; microtime(true) < $end; $at++) {
            // Drawn anew each time: how much chance the workers' plans have used up in between does not matter.
            mt_srand(crc32("$this->seed faults $at"));
            usleep(mt_rand(300_000, 900_000));
            if ($this->isStormy) {
                $this->faults[] = $name = $names[mt_rand(0, count($names) - 1)];
                $faults->$name();
            }
        }
    }
}
