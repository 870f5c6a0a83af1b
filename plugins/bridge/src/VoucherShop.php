<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The part of the port that keeps vouchers: their settings, templates, purchases, and the codes themselves. */
interface VoucherShop
{
    /** @return array<string, mixed> `settings?`, JSON as it was saved */
    public function voucherSettings(): array;

    /** @return array{} */
    public function saveVoucherSettings(string $settings): array;

    /** @return list<string> JSON, by name */
    public function listTemplates(string $organization): array;

    /** @return array{} */
    public function saveTemplate(string $organization, string $id, string $name, string $template, int $atMs): array;

    public function deleteTemplate(string $organization, string $id): bool;

    /** @return null|array<string, mixed> `owner`, `cancelledAt?`, `issues` */
    public function findPurchase(string $organization, string $order): ?array;

    /**
     * All of the issues, or none where the purchase was cancelled or one of them is there.
     *
     * @param list<array<string, mixed>> $issues
     */
    public function addIssues(string $organization, string $env, string $order, string $owner, array $issues, int $atMs): bool;

    /** @return null|array<string, mixed> `id`, `count`, `made`, `pattern` */
    public function nextIssue(string $organization, ?string $order): ?array;

    /**
     * @param int                                      $made  how many there must be so far
     * @param list<array{code: string, key: string}> $codes
     *
     * @return array{}
     */
    public function mintCodes(string $organization, string $id, int $made, array $codes, int $atMs): array;

    /** @return array{changed: bool, blocked: int} */
    public function cancelPurchase(string $organization, string $order, bool $block, int $atMs): array;

    /** @return null|array<string, mixed> */
    public function findVoucher(CodePlace $place, int $atMs): ?array;

    /** Whether its one use was there to be taken. */
    public function redeemVoucher(CodePlace $place, string $key, string $merchantId, int $atMs): bool;

    /** @return array<string, mixed> `vouchers`, `cursor?`, `previous?` */
    public function listVouchers(VoucherQuery $query): array;

    /** @return list<array<string, mixed>> the oldest first */
    public function voucherHistory(CodePlace $place): array;
}
