<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The operations of the port that are about vouchers. */
final class VoucherPort
{
    public function __construct(private readonly VoucherShop $shop)
    {
    }

    /** @return null|array<string, mixed> null when it is none of these operations */
    public function carryOut(string $op, PortRequest $r): ?array
    {
        return match ($op) {
            'voucherSettings' => $this->shop->voucherSettings(),
            'saveVoucherSettings' => $this->shop->saveVoucherSettings($r->text('settings')),
            'listTemplates' => ['templates' => $this->shop->listTemplates($r->text('organization'))],
            'saveTemplate' => $this->shop->saveTemplate(
                $r->text('organization'),
                $r->text('id'),
                $r->text('name'),
                $r->text('template'),
                $r->int('atMs'),
            ),
            'deleteTemplate' => ['changed' => $this->shop->deleteTemplate($r->text('organization'), $r->text('id'))],
            'findPurchase' => self::found('purchase', $this->shop->findPurchase($r->text('organization'), $r->text('order'))),
            'addIssues' => ['changed' => $this->shop->addIssues(
                $r->text('organization'),
                $r->text('env'),
                $r->text('order'),
                $r->text('owner'),
                $r->items('issues'),
                $r->int('atMs'),
            )],
            'nextIssue' => self::found('issue', $this->shop->nextIssue($r->text('organization'), $r->optionalText('order'))),
            'mintCodes' => $this->shop->mintCodes(
                $r->text('organization'),
                $r->text('id'),
                $r->int('made'),
                $r->codes('codes'),
                $r->int('atMs'),
            ),
            'cancelPurchase' => $this->shop->cancelPurchase(
                $r->text('organization'),
                $r->text('order'),
                $r->bool('block'),
                $r->int('atMs'),
            ),
            'findVoucher' => self::found('voucher', $this->shop->findVoucher(self::place($r), $r->int('atMs'))),
            'redeemVoucher' => ['changed' => $this->shop->redeemVoucher(
                self::place($r),
                $r->text('key'),
                $r->text('merchantId'),
                $r->int('atMs'),
            )],
            'listVouchers' => $this->shop->listVouchers(self::query($r)),
            'voucherHistory' => ['events' => $this->shop->voucherHistory(self::place($r))],
            default => null,
        };
    }

    private static function query(PortRequest $r): VoucherQuery
    {
        return new VoucherQuery(
            $r->text('organization'),
            $r->text('env'),
            $r->optionalText('owner'),
            $r->optionalText('order'),
            $r->optionalText('status'),
            $r->optionalText('template'),
            $r->optionalText('prefix'),
            $r->text('sort'),
            $r->bool('descending'),
            $r->optionalText('cursor'),
            $r->bool('back'),
            $r->int('limit'),
            $r->int('atMs'),
        );
    }

    private static function place(PortRequest $r): CodePlace
    {
        return new CodePlace($r->text('organization'), $r->text('env'), $r->text('codeKey'));
    }

    /** @param null|array<string, mixed> $found @return array<string, mixed> */
    private static function found(string $name, ?array $found): array
    {
        return $found === null ? [] : [$name => $found];
    }
}
