<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Processes;
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
        self::assertSame(13, $store->db->row('SELECT COUNT(*) AS n FROM remise_redemption')['n'] ?? null);
        self::assertSame(13, $store->find('A')['redeemed']);
    }

    public function testExactlyAsManyUsesPerHolder(): void
    {
        $this->race('p{n}-$i', 'customer:1', ['hasQuantityPerUser' => true, 'quantityPerUser' => 7], ['taken' => 7, 'holderLimit' => 53]);
    }

    public function testOneKeyIsOneUse(): void
    {
        $this->race('k$i', null, [], ['taken' => 10, 'replayed' => 50]);
    }

    /** @param array<string, mixed> $terms @param array<string, int> $expected */
    private function race(string $key, ?string $holder, array $terms, array $expected): Store
    {
        $file = $this->place();
        $store = new Store($file);
        $store->save('A', $terms);
        $more = $holder === null ? '[]' : "['holder' => '$holder']";
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store($argv[1]); for ($i = 0; $i < ' . self::TRIES . '; $i++) {'
            . "echo \$s->redeem(\"$key\", 'A', $more)['outcome'], ' '; }";
        $printed = Processes::together(self::PROCESSES, [PHP_BINARY, '-r', $code, '--', $file]);
        $outcomes = array_count_values(explode(' ', implode(' ', $printed)));
        ksort($outcomes);
        ksort($expected);
        self::assertSame($expected, $outcomes);

        return $store;
    }
}
