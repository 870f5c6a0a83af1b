<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Idempotency keys, over SQLite. */
class KeysTest extends StoreTest
{
    private const STALE_MS = 60_000;
    private const KEPT_MS = 172_800_000;
    private const NOW_MS = 1_000_000_000_000;

    private Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
    }

    protected function tearDown(): void
    {
        unset($this->store);
        parent::tearDown();
    }

    public function testASettledAnswerComesBackByteForByte(): void
    {
        $body = '{"value":10.10,"text":"é\u0000\"</p>","n":12345678901234567890}';
        self::assertSame(['outcome' => 'claimed'], $this->claim());
        self::assertSame('{"ok":{}}', $this->settle(0, 201, $body));
        self::assertSame(['outcome' => 'settled', 'status' => 201, 'body' => $body], $this->claim(50));
        self::assertSame(['outcome' => 'settled', 'status' => 201, 'body' => $body], $this->claim(self::KEPT_MS));
    }

    public function testAnotherRequestOrCallerIsAnother(): void
    {
        $this->claim();
        self::assertSame(['outcome' => 'other'], $this->claim(1, ['request' => 'another']));
        self::assertSame(['outcome' => 'other'], $this->claim(self::STALE_MS, ['request' => 'another']));
        self::assertSame(['outcome' => 'claimed'], $this->claim(1, ['scope' => 'another']));
        self::assertSame(['outcome' => 'claimed'], $this->claim(1, ['scope' => 'caller k', 'key' => 'ey']));
        self::assertSame(['outcome' => 'claimed'], $this->claim(1, ['key' => 'another']));
    }

    public function testADeadWorkersClaimIsTakenOverAndSettlesNothing(): void
    {
        $this->claim();
        self::assertSame(['outcome' => 'running'], $this->claim(self::STALE_MS - 1));
        self::assertSame(['outcome' => 'claimed'], $this->claim(self::STALE_MS));
        self::assertSame(['outcome' => 'running'], $this->claim(self::STALE_MS + 1));
        $this->settle(0, 200, 'late');
        $this->settle(0, null, null);
        self::assertSame(['outcome' => 'running'], $this->claim(self::STALE_MS + 2));
        $this->settle(self::STALE_MS, 200, 'second');
        self::assertSame('second', $this->claim(self::STALE_MS + 3)['body']);
        $this->settle(self::STALE_MS, 200, 'again');
        self::assertSame('second', $this->claim(self::STALE_MS + 4)['body']);
    }

    public function testAKeyIsGivenBack(): void
    {
        $this->claim();
        $this->settle(0, null, null);
        self::assertSame(['outcome' => 'claimed'], $this->claim(1, ['request' => 'another']));
    }

    public function testKeysAreForgotten(): void
    {
        $this->claim();
        $this->settle(0, 200, '{}');
        $this->claim(self::KEPT_MS + 1, ['key' => 'another']);
        self::assertSame(1, $this->store->db->row('SELECT COUNT(*) AS n FROM remise_key')['n'] ?? null);
        self::assertSame(['outcome' => 'claimed'], $this->claim(self::KEPT_MS + 1));
    }

    public function testNeitherKeyNorRequestIsKept(): void
    {
        $this->claim(0, ['key' => 'the key as sent', 'request' => 'the request as sent', 'scope' => 'the caller as sent']);
        self::assertStringNotContainsString('as sent', $this->store->everything());
    }

    public function testOfManyAtOnceOneHasIt(): void
    {
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store($argv[1]); for ($i = 0; $i < 20; $i++) {'
            . 'echo $s->ask("claimKey", ["scope" => "s", "key" => "k$i", "request" => "r", "atMs" => 100 + {n}, '
            . '"staleBeforeMs" => 0, "forgetBeforeMs" => 0])["outcome"], " "; }';
        $printed = Processes::together(6, [PHP_BINARY, '-r', $code, '--', $this->place()]);
        self::assertEquals(['claimed' => 20, 'running' => 100], array_count_values(explode(' ', implode(' ', $printed))));
    }

    /** @param array<string, string> $more @return array<string, mixed> */
    private function claim(int $laterMs = 0, array $more = []): array
    {
        return $this->store->ask('claimKey', $more + [
            'scope' => 'caller ',
            'key' => 'key',
            'request' => 'POST /api/x {}',
            'atMs' => self::NOW_MS + $laterMs,
            'staleBeforeMs' => self::NOW_MS + $laterMs - self::STALE_MS,
            'forgetBeforeMs' => self::NOW_MS + $laterMs - self::KEPT_MS,
        ]);
    }

    private function settle(int $claimedMs, ?int $status, ?string $body): string
    {
        $answer = $status === null ? [] : ['status' => $status, 'body' => $body];

        return $this->store->text('settleKey', ['scope' => 'caller ', 'key' => 'key', 'atMs' => self::NOW_MS + $claimedMs] + $answer);
    }
}
