<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;
use Remise\Bridge\CouponQuery;
use Remise\Bridge\Redemption;
use Remise\Bridge\Shop;
use Remise\Bridge\System;

/** The port over a database. */
final class SqlShop implements Shop
{
    use SqlImports;
    use SqlGuard;
    use SqlVouchers;

    private readonly Sites $sites;
    private readonly Coupons $coupons;
    private readonly Codes $codes;
    private readonly Keys $keys;
    private readonly Ledger $ledger;
    private readonly Finder $finder;
    private readonly Holders $holders;
    private readonly ImportChecks $checks;
    private readonly Imports $imports;
    private readonly Vouchers $vouchers;

    /** @param null|\Closure(): string $engine hash of the deciding engine, for the ledger */
    public function __construct(private readonly Connection $db, private readonly System $system, ?\Closure $engine = null)
    {
        $this->sites = new Sites($db);
        $this->coupons = new Coupons($db);
        $this->codes = new Codes($db);
        $this->keys = new Keys($db);
        $this->ledger = new Ledger($db, $engine ?? static fn (): string => '');
        $this->finder = new Finder($db, $this->ledger);
        $this->checks = new ImportChecks($db);
        $this->imports = new Imports($db, $this->checks);
        $this->vouchers = new Vouchers($db, $this->ledger);
        $this->holders = new Holders(new Settings($db), $system);
    }

    public function clock(): array
    {
        return $this->system->clock();
    }

    public function random(int $bytes): string
    {
        return $this->system->randomHex($bytes);
    }

    public function site(): array
    {
        return $this->sites->site($this->system->nowMs());
    }

    public function saveSite(string $site): array
    {
        $this->sites->save($site);

        return [];
    }

    public function findCoupon(CodePlace $place, CouponQuery $query): array
    {
        return $this->finder->find($place, $query, $this->holders->hash($query->holder), $this->holders->hash($query->email));
    }

    public function saveCoupon(CodePlace $place, string $coupon, bool $update, int $atMs): array
    {
        return ['outcome' => $this->coupons->save($place, $coupon, $update, $atMs)];
    }

    public function insertCodes(
        string $organization,
        string $env,
        string $coupon,
        string $pattern,
        array $codes,
        int $atMs,
    ): array {
        $batch = new CodePlace($organization, $env, '');

        return ['collided' => $this->coupons->insertCodes($batch, $coupon, $pattern, $codes, $atMs)];
    }

    public function listCoupons(
        string $organization,
        ?string $env,
        ?bool $active,
        ?string $prefix,
        ?string $cursor,
        int $limit,
    ): array {
        return $this->codes->page($organization, $env, $active, $prefix, $cursor, $limit);
    }

    public function setActive(CodePlace $place, bool $active, int $atMs): bool
    {
        return $this->codes->setActive($place, $active, $atMs);
    }

    public function deleteCoupon(CodePlace $place): array
    {
        return ['outcome' => $this->codes->delete($place)];
    }

    public function claimKey(
        string $scope,
        string $key,
        string $request,
        int $atMs,
        int $staleBeforeMs,
        int $forgetBeforeMs,
    ): array {
        return $this->keys->claim($scope, $key, $request, $atMs, $staleBeforeMs, $forgetBeforeMs);
    }

    public function settleKey(string $scope, string $key, int $atMs, ?int $status, ?string $body): array
    {
        $this->keys->settle($scope, $key, $atMs, $status, $body);

        return [];
    }

    public function redeem(Redemption $redemption): array
    {
        $place = static fn (array $code): CodePlace =>
            new CodePlace($redemption->organization, $redemption->env, $code['codeKey']);
        $codes = array_map(fn (array $code): ?CodeFacts => $this->finder->facts($place($code)), $redemption->codes);
        $holders = [$this->holders->hash($redemption->holder), $this->holders->hash($redemption->email)];
        $taken = $this->ledger->redeem($redemption, $codes, ...$holders);

        return array_diff_key($taken, ['of' => 0])
            + (isset($taken['of']) ? ['codeKey' => $redemption->codes[$taken['of']]['codeKey']] : []);
    }

    public function commit(string $key, int $atMs): array
    {
        $taken = $this->ledger->commit($key, $atMs);

        return array_diff_key($taken, ['codeId' => 0])
            + (isset($taken['codeId']) ? ['codeKey' => $this->codes->key($taken['codeId'])] : []);
    }

    public function release(string $key, bool $keep, int $atMs): bool
    {
        return $this->ledger->release($key, $keep, $atMs);
    }

    /** Our own checkout asks the engine for every code, so there is nobody to tell. */
    public function publish(string $env, string $coupon): array
    {
        return [];
    }
}
