<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;
use Remise\Bridge\Redemption;
use Remise\Bridge\VoucherQuery;

/** The part of `SqlShop` that keeps vouchers. */
trait SqlVouchers
{
    public function voucherSettings(): array
    {
        $settings = (new Settings($this->db))->get(Installation::VOUCHERS);

        return $settings === null ? [] : ['settings' => $settings];
    }

    public function saveVoucherSettings(string $settings): array
    {
        (new Settings($this->db))->set(Installation::VOUCHERS, $settings);

        return [];
    }

    public function listTemplates(string $organization): array
    {
        return (new VoucherTemplates($this->db))->all($organization);
    }

    public function saveTemplate(string $organization, string $id, string $name, string $template, int $atMs): array
    {
        (new VoucherTemplates($this->db))->save($organization, $id, $name, $template, $atMs);

        return [];
    }

    public function deleteTemplate(string $organization, string $id): bool
    {
        return (new VoucherTemplates($this->db))->delete($organization, $id);
    }

    public function findPurchase(string $organization, string $order): ?array
    {
        return (new Purchases($this->db))->find($organization, $order);
    }

    public function addIssues(string $organization, string $env, string $order, string $owner, array $issues, int $atMs): bool
    {
        return (new Purchases($this->db))->add($organization, $env, $order, $owner, $issues, $atMs);
    }

    public function nextIssue(string $organization, ?string $order): ?array
    {
        return (new Purchases($this->db))->next($organization, $order);
    }

    public function mintCodes(string $organization, string $id, int $made, array $codes, int $atMs): array
    {
        (new Purchases($this->db))->mint($organization, $id, $made, $codes, $atMs);

        return [];
    }

    public function cancelPurchase(string $organization, string $order, bool $block, int $atMs): array
    {
        return (new Purchases($this->db))->cancel($organization, $order, $block, $atMs);
    }

    public function findVoucher(CodePlace $place, int $atMs): ?array
    {
        return $this->vouchers->find($place, $atMs);
    }

    /** A use like any other, of the ledger that a checkout takes its uses from. */
    public function redeemVoucher(CodePlace $place, string $key, string $merchantId, int $atMs): bool
    {
        $use = [['codeKey' => $place->codeKey, 'discountMinor' => 0]];
        $redemption = new Redemption($key, $merchantId, $place->organization, $place->env, $use, null, null, '{}', $atMs, null, $merchantId);

        return $this->ledger->redeem($redemption, [$this->finder->facts($place)], null, null)['outcome'] === 'taken';
    }

    public function listVouchers(VoucherQuery $query): array
    {
        return $this->vouchers->page($query);
    }

    public function voucherHistory(CodePlace $place): array
    {
        return $this->vouchers->history($place);
    }
}
