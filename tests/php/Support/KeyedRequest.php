<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use Remise\Bridge\Http;
use Remise\Bridge\HttpAnswer;
use Remise\Bridge\Port;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\TranslatedEngine;

/** A request for a dynamic coupon, always with the same `Idempotency-Key`. */
final class KeyedRequest
{
    /** A store whose shop has dynamic coupons. */
    public static function store(string $place): Store
    {
        return new Store($place, '{"platform":"prestashop","dynamicCoupons":true,"env":"prod","modalities":["retail"]}');
    }

    /** @param null|\Closure(string): void $before what happens before an operation of the port */
    public static function send(Store $store, ?\Closure $before = null): HttpAnswer
    {
        $quiet = static function (string $line): void {
        };
        $port = new class (new PortDispatcher($store->shop, $quiet), $before) implements Port {
            public function __construct(private readonly PortDispatcher $port, private readonly ?\Closure $before)
            {
            }

            public function answer(string $request): string
            {
                try {
                    ($this->before ?? static fn (): bool => true)(json_decode($request, true)['op']);
                } catch (\RuntimeException $failure) {
                    return json_encode(['failed' => $failure->getMessage()], JSON_THROW_ON_ERROR);
                }

                return $this->port->answer($request);
            }
        };
        $http = new Http(new TranslatedEngine($port), $quiet, $store->db);

        return $http->answer([
            'verb' => 'http',
            'method' => 'POST',
            'path' => '/api/dynamicCoupons',
            'headers' => ['content-type' => 'application/json', 'idempotency-key' => 'k', 'authorization' => 'Bearer secret'],
            'body' => '{"type":"PERCENTAGE","value":5}',
        ]);
    }
}
