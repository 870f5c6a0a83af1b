<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\Http;
use Remise\Bridge\HttpAnswer;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\TranslatedEngine;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Two partners in one store: neither sees, changes or is told anything of the other's codes. */
class TenantsTest extends StoreTest
{
    private const OURS = ['integration-token' => 'token', 'organization-external-id' => 'org'];
    private const THEIRS = ['integration-token' => 'their token', 'organization-external-id' => 'org'];

    private Store $store;
    private Http $http;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
        $install = new Installation($this->store->db);
        // The same id for another organization, as another integrator may call it.
        $install->serve($install->integrator('other', 'their token'), 'org', $install->organization('other org', 'EUR', 'en', 1));
        $this->http = new Http(new TranslatedEngine(new PortDispatcher($this->store->shop)));
    }

    protected function tearDown(): void
    {
        unset($this->store, $this->http);
        parent::tearDown();
    }

    public function testOneCodeOfTwoPartnersIsTwoCoupons(): void
    {
        self::assertSame(200, $this->save('token', 'SAME', 5)->status);
        self::assertSame(200, $this->save('their token', 'SAME', 7)->status, 'a code that is taken here would tell of it');
        self::assertSame([5, 7], [$this->read(self::OURS, 'SAME')['value'], $this->read(self::THEIRS, 'SAME')['value']]);
    }

    public function testNeitherSeesTheOthers(): void
    {
        $this->save('token', 'OURS-1', 5);
        $this->save('token', 'OURS-2', 5);
        $this->save('their token', 'THEIRS', 5);
        self::assertSame(404, $this->send('GET', '/api/coupons/OURS-1', self::THEIRS)->status);
        self::assertSame(['THEIRS'], $this->codes(self::THEIRS));
        self::assertSame(['OURS-2', 'OURS-1'], $this->codes(self::OURS));
        self::assertSame([], $this->codes(self::THEIRS, ['prefix' => 'OURS']));
    }

    public function testNeitherChangesTheOthers(): void
    {
        $this->save('token', 'OURS', 5);
        foreach (['POST /deactivate', 'POST /activate', 'DELETE '] as $change) {
            [$method, $behind] = explode(' ', $change);
            self::assertSame(404, $this->send($method, "/api/coupons/OURS$behind", self::THEIRS)->status, $change);
        }
        self::assertArrayNotHasKey('active', $this->read(self::OURS, 'OURS'));
        self::assertSame(404, $this->save('their token', 'OURS', 9, ['organizationExternalId' => 'other org'])->status);
        self::assertSame(5, $this->read(self::OURS, 'OURS')['value']);
    }

    public function testACursorOfOneLeadsTheOtherNowhere(): void
    {
        foreach (['OURS-1', 'OURS-2', 'OURS-3'] as $code) {
            $this->save('token', $code, 5);
        }
        $this->save('their token', 'THEIRS', 5);
        $page = json_decode($this->send('GET', '/api/coupons', self::OURS, ['limit' => '1'])->body, true);
        self::assertSame('OURS-3', $page['coupons'][0]['code']);
        self::assertSame([], $this->codes(self::THEIRS, ['cursor' => $page['cursor']]));
        self::assertSame(['THEIRS'], $this->codes(self::THEIRS, ['cursor' => '999999']));
    }

    public function testAnIdempotencyKeyIsItsPartnersOwn(): void
    {
        $this->save('token', 'SAME', 5);
        $this->save('their token', 'SAME', 7);
        $key = ['idempotency-key' => 'one key'];
        $ours = $this->send('POST', '/api/coupons/SAME/deactivate', self::OURS + $key);
        $theirs = $this->send('POST', '/api/coupons/SAME/deactivate', self::THEIRS + $key);
        self::assertArrayNotHasKey('idempotency-replayed', $theirs->headers);
        self::assertSame([5, 7], [json_decode($ours->body, true)['value'], json_decode($theirs->body, true)['value']]);
        $again = $this->send('POST', '/api/coupons/SAME/deactivate', self::THEIRS + $key);
        self::assertSame(['true', $theirs->body], [$again->headers['idempotency-replayed'] ?? '', $again->body]);
    }

    public function testATokenOpensNoFileAndNoBackOffice(): void
    {
        foreach (['GET site', 'GET coupons', 'GET keys', 'GET attempts', 'GET export', 'GET imports', 'POST imports', 'POST imports/apply'] as $what) {
            [$method, $path] = explode(' ', $what);
            self::assertSame(401, $this->send($method, "/api/admin/$path", self::OURS)->status, $what);
            self::assertSame(401, $this->send($method, "/api/admin/$path", ['authorization' => 'Bearer token'])->status, $what);
        }
        self::assertSame(401, $this->send('POST', '/api/dynamicCoupons', self::OURS)->status);
    }

    public function testATokenServesOnlyWhatItWasGiven(): void
    {
        $wrong = ['organization-external-id' => 'other org'] + self::OURS;
        self::assertSame(404, $this->send('GET', '/api/coupons', $wrong)->status);
        self::assertSame(404, $this->send('GET', '/api/coupons', ['integration-token' => 'token'])->status);
        self::assertSame(401, $this->send('GET', '/api/coupons', ['integration-token' => ''] + self::OURS)->status);
    }

    /** @param array<string, mixed> $more */
    private function save(string $token, string $code, int $value, array $more = []): HttpAnswer
    {
        return $this->send('POST', '/api/saveCoupon', [], [], json_encode($more + [
            'env' => 'prod',
            'integrationToken' => $token,
            'organizationExternalId' => 'org',
            'coupon' => ['id' => $code, 'code' => $code, 'type' => 'PERCENTAGE', 'value' => $value],
        ], JSON_THROW_ON_ERROR));
    }

    /** @param array<string, string> $who @return array<string, mixed> */
    private function read(array $who, string $code): array
    {
        return json_decode($this->send('GET', "/api/coupons/$code", $who)->body, true, 64, JSON_THROW_ON_ERROR);
    }

    /** @param array<string, string> $who @param array<string, string> $query @return list<string> */
    private function codes(array $who, array $query = []): array
    {
        $page = json_decode($this->send('GET', '/api/coupons', $who, $query)->body, true, 64, JSON_THROW_ON_ERROR);

        return array_column($page['coupons'], 'code');
    }

    /** @param array<string, string> $headers @param array<string, string> $query */
    private function send(string $method, string $path, array $headers, array $query = [], string $body = '{}'): HttpAnswer
    {
        return $this->http->answer([
            'verb' => 'http',
            'method' => $method,
            'path' => $path,
            'query' => (object) $query,
            'headers' => (object) ($headers + ['content-type' => 'application/json']),
            'body' => $body,
        ]);
    }
}
