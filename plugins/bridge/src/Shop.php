<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * What the engine asks of a shop; see the table of the port in this package's README.
 *
 * Every method is atomic and decides nothing beyond what its statement's condition says. `$coupon`, `$applied` and `$site`
 * are JSON that is stored as it came. Arrays are the `ok` objects of that table; absent members are left out.
 */
interface Shop extends ImportShop, GuardShop, VoucherShop
{
    /** @return array{nowMs: int, utcOffsetMinutes: int} */
    public function clock(): array;

    /** Lower-case hex. */
    public function random(int $bytes): string;

    /** @return array<string, mixed> `site`, `organization`, `patterns` */
    public function site(): array;

    /** @return array{} */
    public function saveSite(string $site): array;

    /** @return array<string, mixed> `integrator`, `organization?` */
    public function organization(string $token, string $externalId): array;

    /** @param 'merchant'|'private' $kind */
    public function authenticate(string $kind, string $key): bool;

    /** @return array<string, mixed> see `findCoupon` in the README */
    public function findCoupon(CodePlace $place, CouponQuery $query): array;

    /** @return array{outcome: 'saved'|'taken'|'unknown'} the last for an `$update` of an id that is not there */
    public function saveCoupon(CodePlace $place, string $coupon, bool $update, int $atMs): array;

    /**
     * @param list<array{code: string, key: string}> $codes
     *
     * @return array{collided: list<int>}
     */
    public function insertCodes(
        string $organization,
        string $env,
        string $coupon,
        string $pattern,
        array $codes,
        int $atMs,
    ): array;

    /** @return array<string, mixed> `coupons`, `cursor?` */
    public function listCoupons(
        string $organization,
        ?string $env,
        ?bool $active,
        ?string $prefix,
        ?string $cursor,
        int $limit,
    ): array;

    /** Whether there is such a code. */
    public function setActive(CodePlace $place, bool $active, int $atMs): bool;

    /** @return array{outcome: 'deleted'|'inUse'|'unknown'} */
    public function deleteCoupon(CodePlace $place): array;

    /** @return array<string, mixed> `outcome`, and when it is settled `status`, `body` */
    public function claimKey(
        string $scope,
        string $key,
        string $request,
        int $atMs,
        int $staleBeforeMs,
        int $forgetBeforeMs,
    ): array;

    /** @return array{} */
    public function settleKey(string $scope, string $key, int $atMs, ?int $status, ?string $body): array;

    /** @return array<string, mixed> `outcome`, `codeKey?`, `redemption?` */
    public function redeem(Redemption $redemption): array;

    /** @return array<string, mixed> `outcome`, `codeKey?`, `redemption?` */
    public function commit(string $key, int $atMs): array;

    /** Whether anything was given back just now; with `$keep` vouchers that an order has used are not. */
    public function release(string $key, bool $keep, int $atMs): bool;

    /** @return array{} */
    public function publish(string $env, string $coupon): array;
}
