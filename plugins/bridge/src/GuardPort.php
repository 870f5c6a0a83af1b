<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The operations of the port that keep strangers out. */
final class GuardPort
{
    public function __construct(private readonly GuardShop $shop)
    {
    }

    /** @return null|array<string, mixed> null when it is none of these operations */
    public function carryOut(string $op, PortRequest $r): ?array
    {
        return match ($op) {
            'takeTokens' => ['changed' => $this->shop->takeTokens(
                $r->text('scope'),
                self::source($r),
                $r->int('atMs'),
                $r->int('limit'),
                $r->int('waitMs'),
            )],
            'giveTokens' => $this->shop->giveTokens($r->text('scope'), self::source($r), $r->int('waitMs')),
            'noteAttempt' => $this->shop->noteAttempt(new Attempt(
                $r->text('scope'),
                self::source($r),
                $r->optionalText('code'),
                $r->text('outcome'),
                $r->int('atMs'),
                $r->int('forgetBeforeMs'),
                $r->int('rows'),
            )),
            'listAttempts' => ['attempts' => $this->shop->listAttempts($r->int('limit'))],
            'listKeys' => ['rows' => $this->shop->listKeys()],
            'addKey' => ['id' => $this->shop->addKey(
                $r->text('kind'),
                $r->text('name'),
                $r->text('key'),
                $r->optionalText('organization'),
                $r->optionalText('externalId'),
                $r->int('atMs'),
            )],
            'rotateKey' => ['known' => $this->shop->rotateKey($r->text('kind'), $r->text('id'), $r->text('key'), $r->int('endAt'))],
            'revokeKey' => ['known' => $this->shop->revokeKey($r->text('kind'), $r->text('id'), $r->int('atMs'))],
            default => null,
        };
    }

    private static function source(PortRequest $r): Source
    {
        $from = $r->object('from');

        return new Source($from->optionalText('remoteAddress'), $from->optionalText('session'), $from->optionalText('holder'));
    }
}
