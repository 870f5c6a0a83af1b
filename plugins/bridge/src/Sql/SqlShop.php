<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;
use Remise\Bridge\Shop;
use Remise\Bridge\System;

/** The port over a database. */
final class SqlShop implements Shop
{
    use SqlImports;
    use SqlGuard;

    private readonly Sites $sites;
    private readonly Coupons $coupons;
    private readonly Codes $codes;
    private readonly Keys $keys;
    private readonly Ledger $ledger;
    private readonly Holders $holders;
    private readonly ImportChecks $checks;
    private readonly Imports $imports;

    /** @param null|\Closure(): string $engine hash of the deciding engine, for the ledger */
    public function __construct(private readonly Connection $db, private readonly System $system, ?\Closure $engine = null)
    {
        $this->sites = new Sites($db);
        $this->coupons = new Coupons($db);
        $this->codes = new Codes($db);
        $this->keys = new Keys($db);
        $this->ledger = new Ledger($db, $engine ?? static fn (): string => '');
        $this->checks = new ImportChecks($db);
        $this->imports = new Imports($db, $this->checks);
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

    public function findCoupon(CodePlace $place, ?string $holder, ?string $key): array
    {
        // One statement from one row, so that coupon, counts and ledger are of the same instant.
        $row = $this->db->row(
            'SELECT k.body, c.code, c.redeemed, c.inactive_ms, h.redeemed AS by_holder, r.applied, r.code_key AS first_key '
            . 'FROM (SELECT 1 AS here) here '
            . 'LEFT JOIN remise_code c ON c.organization_id = ? AND c.env = ? AND c.code_key = ? '
            . 'LEFT JOIN remise_campaign k ON k.id = c.campaign_id '
            . 'LEFT JOIN remise_holder h ON h.code_id = c.id AND h.holder_hash = ? '
            . 'LEFT JOIN remise_redemption r ON r.redemption_key = ? AND r.state <> ?',
            [
                (int) $place->organization,
                $place->env,
                $place->codeKey,
                $this->holders->hash($holder),
                $key,
                Ledger::RELEASED,
            ],
        ) ?? [];
        $found = ($row['body'] ?? null) === null ? [] : [
            'coupon' => $row['body'],
            'code' => $row['code'],
            'redeemed' => $row['redeemed'],
            'redeemedByHolder' => $row['by_holder'] ?? 0,
            'active' => $row['inactive_ms'] === null,
        ];

        return ($row['applied'] ?? null) === null ? $found : $found + [
            'redemption' => ['applied' => $row['applied'], 'codeKey' => $row['first_key']],
        ];
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

    public function redeem(string $key, CodePlace $place, ?string $holder, string $applied, int $atMs): array
    {
        return $this->ledger->redeem($key, $place, $this->holders->hash($holder), $applied, $atMs);
    }

    public function release(string $key, int $atMs): bool
    {
        return $this->ledger->release($key, $atMs);
    }

    /** Our own checkout asks the engine for every code, so there is nobody to tell. */
    public function publish(string $env, string $coupon): array
    {
        return [];
    }
}
