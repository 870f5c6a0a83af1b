<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\Sql\SqliteDialect;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Private keys and integrators' tokens in the store. */
class ApiKeysTest extends StoreTest
{
    private const FAR_MS = 99_000_000_000_000;

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

    public function testNoSecretIsStored(): void
    {
        $this->add('private', 'a-very-secret-key');
        $this->add('integrator', 'a-very-secret-token', ['organization' => $this->store->organization, 'externalId' => 'shop 12']);
        self::assertTrue($this->opens('a-very-secret-key'));
        $all = $this->store->everything();
        self::assertStringContainsString(hash('sha256', 'a-very-secret-key'), $all);
        self::assertStringNotContainsString('a-very-secret', $all);
    }

    public function testAKeyIsListedWithItsUse(): void
    {
        $id = $this->add('private', 'first');
        self::assertSame(['kind' => 'private', 'id' => $id, 'name' => 'till', 'active' => true, 'createdAt' => 7], $this->listed($id));
        $this->opens('first');
        $used = $this->listed($id)['usedAt'];
        self::assertGreaterThan(1_700_000_000_000, $used);
        $this->opens('first');
        self::assertSame($used, $this->listed($id)['usedAt'], 'noted once a minute');
        $this->store->db->run('UPDATE remise_private_key SET used_ms = used_ms - 60001');
        $this->opens('first');
        self::assertGreaterThanOrEqual($used, $this->listed($id)['usedAt']);
    }

    public function testAStoreThatCannotBeWrittenIsRead(): void
    {
        $isSqlite = $this->store->db->dialect instanceof SqliteDialect;
        $this->store->db->run($isSqlite ? 'PRAGMA query_only = 1' : 'SET SESSION TRANSACTION READ ONLY');
        self::assertTrue($this->opens('secret'));
        self::assertSame([], $this->store->log);
    }

    public function testTheSecretBeforeCountsUntilItsEnd(): void
    {
        $id = $this->add('private', 'first');
        self::assertTrue($this->rotate('private', $id, 'second', self::FAR_MS));
        self::assertSame([true, true, self::FAR_MS], [$this->opens('first'), $this->opens('second'), $this->listed($id)['endAt']]);
        self::assertTrue($this->rotate('private', $id, 'third', 1));
        self::assertSame([false, false, true], [$this->opens('first'), $this->opens('second'), $this->opens('third')]);
        self::assertArrayNotHasKey('endAt', $this->listed($id));
    }

    public function testARevokedKeyOpensNothing(): void
    {
        $id = $this->add('private', 'first');
        $this->rotate('private', $id, 'second', self::FAR_MS);
        self::assertSame(['known' => true], $this->revoke('private', $id));
        self::assertSame([false, false, false], [$this->opens('first'), $this->opens('second'), $this->listed($id)['active']]);
        self::assertSame(['known' => false], $this->revoke('private', $id));
        self::assertFalse($this->rotate('private', $id, 'third', self::FAR_MS));
        self::assertFalse($this->opens('third'));
        self::assertTrue($this->opens('secret'), 'the others stay');
    }

    public function testATokenOpensTheOrganizationsItServes(): void
    {
        $id = $this->add('integrator', 'first', ['organization' => $this->store->organization, 'externalId' => 'shop 12']);
        $ask = fn (string $token, string $id): array => $this->store->ask('organization', ['token' => $token, 'externalId' => $id]);
        $own = ['id' => $this->store->organization, 'currency' => 'BRL', 'locale' => 'pt'];
        self::assertSame(['integrator' => true, 'organization' => $own], $ask('first', 'shop 12'));
        self::assertSame(['integrator' => true], $ask('first', 'org'), 'an id of another integrator');
        $this->rotate('integrator', $id, 'second', self::FAR_MS);
        self::assertSame($own, $ask('first', 'shop 12')['organization']);
        self::assertSame($own, $ask('second', 'shop 12')['organization']);
        $this->revoke('integrator', $id);
        self::assertSame([['integrator' => false], ['integrator' => false]], [$ask('first', 'shop 12'), $ask('second', 'shop 12')]);
        self::assertFalse($this->opens('token'), 'a token is no private key');
    }

    public function testKindsDoNotMix(): void
    {
        $private = $this->add('private', 'first');
        $this->add('integrator', 'other', ['organization' => $this->store->organization, 'externalId' => 'x']);
        self::assertSame(['known' => true], $this->revoke('integrator', $private));
        self::assertTrue($this->opens('first'));
    }

    /** @param array<string, string> $more */
    private function add(string $kind, string $key, array $more = []): string
    {
        return $this->store->ask('addKey', ['kind' => $kind, 'name' => 'till', 'key' => $key, 'atMs' => 7] + $more)['id'];
    }

    private function rotate(string $kind, string $id, string $key, int $endAt): bool
    {
        return $this->store->ask('rotateKey', ['kind' => $kind, 'id' => $id, 'key' => $key, 'endAt' => $endAt, 'atMs' => 8])['known'];
    }

    /** @return array{known: bool} */
    private function revoke(string $kind, string $id): array
    {
        return $this->store->ask('revokeKey', ['kind' => $kind, 'id' => $id, 'atMs' => 9]);
    }

    private function opens(string $key): bool
    {
        return $this->store->ask('authenticate', ['kind' => 'private', 'key' => $key])['known'];
    }

    /** @return array<string, mixed> */
    private function listed(string $id): array
    {
        $rows = array_filter($this->store->ask('listKeys')['rows'], static fn (array $row): bool => [$row['kind'], $row['id']] === ['private', $id]);

        return array_values($rows)[0];
    }
}
