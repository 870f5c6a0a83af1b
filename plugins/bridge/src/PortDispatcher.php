<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * Turns the engine's requests into calls of a `Shop`.
 *
 * An exception must not fly through the frames of the translated module, which would leave it in the middle of an
 * instruction: it becomes `{"failed": …}`, and its details go to the log, not to the shopper.
 */
final class PortDispatcher implements Port
{
    /** @var \Closure(string): void */
    private readonly \Closure $log;

    /** @param null|\Closure(string): void $log PHP's own error log when absent */
    public function __construct(private readonly Shop $shop, ?\Closure $log = null)
    {
        $this->log = $log ?? static function (string $line): void {
            error_log($line);
        };
    }

    public function answer(string $request): string
    {
        try {
            $read = PortRequest::of($request);
            $op = $read->text('op');
        } catch (\Throwable $unreadable) {
            return $this->failed('(unreadable)', $unreadable);
        }
        try {
            return '{"ok":' . self::json((object) $this->carryOut($op, $read)) . '}';
        } catch (\Throwable $failure) {
            return $this->failed($op, $failure);
        }
    }

    /** @return array<string, mixed> */
    private function carryOut(string $op, PortRequest $r): array
    {
        return match ($op) {
            'clock' => $this->shop->clock(),
            'random' => ['hex' => $this->shop->random($r->int('bytes'))],
            'site' => $this->shop->site(),
            'saveSite' => $this->shop->saveSite($r->text('site')),
            'organization' => $this->shop->organization($r->text('token'), $r->text('externalId')),
            'authenticate' => ['known' => $this->shop->authenticate($r->text('kind'), $r->text('key'))],
            'findCoupon' => $this->shop->findCoupon($this->place($r), new CouponQuery(
                $r->optionalText('holder'),
                $r->optionalText('email'),
                $r->optionalText('key'),
                $r->optionalText('request'),
                $r->optionalInt('atMs'),
            )),
            'saveCoupon' => $this->shop->saveCoupon(
                $this->place($r),
                $r->text('coupon'),
                $r->optionalBool('update') ?? false,
                $r->int('atMs'),
            ),
            'insertCodes' => $this->shop->insertCodes(
                $r->text('organization'),
                $r->text('env'),
                $r->text('coupon'),
                $r->text('pattern'),
                $r->codes('codes'),
                $r->int('atMs'),
            ),
            'listCoupons' => $this->shop->listCoupons(
                $r->text('organization'),
                $r->optionalText('env'),
                $r->optionalBool('active'),
                $r->optionalText('prefix'),
                $r->optionalText('cursor'),
                $r->int('limit'),
            ),
            'setActive' => ['known' => $this->shop->setActive($this->place($r), $r->bool('active'), $r->int('atMs'))],
            'deleteCoupon' => $this->shop->deleteCoupon($this->place($r)),
            'claimKey' => $this->shop->claimKey(
                $r->text('scope'),
                $r->text('key'),
                $r->text('request'),
                $r->int('atMs'),
                $r->int('staleBeforeMs'),
                $r->int('forgetBeforeMs'),
            ),
            'settleKey' => $this->shop->settleKey(
                $r->text('scope'),
                $r->text('key'),
                $r->int('atMs'),
                $r->optionalInt('status'),
                $r->optionalText('body'),
            ),
            'redeem' => $this->shop->redeem(new Redemption(
                $r->text('key'),
                $r->text('request'),
                $r->text('organization'),
                $r->text('env'),
                $r->items('codes'),
                $r->optionalText('holder'),
                $r->optionalText('email'),
                $r->text('applied'),
                $r->int('atMs'),
                $r->optionalInt('endAt'),
            )),
            'commit' => $this->shop->commit($r->text('key'), $r->int('atMs')),
            'release' => ['changed' => $this->shop->release($r->text('key'), $r->bool('keep'), $r->int('atMs'))],
            'publish' => $this->shop->publish($r->text('env'), $r->text('coupon')),
            default => (new ImportPort($this->shop))->carryOut($op, $r)
                ?? (new GuardPort($this->shop))->carryOut($op, $r)
                ?? (new VoucherPort($this->shop))->carryOut($op, $r)
                ?? throw new \UnexpectedValueException("the port has no operation `$op`"),
        };
    }

    private function place(PortRequest $r): CodePlace
    {
        return new CodePlace($r->text('organization'), $r->text('env'), $r->text('codeKey'));
    }

    private function failed(string $op, \Throwable $failure): string
    {
        ($this->log)(sprintf(
            'Remise: `%s` failed: %s in %s:%d',
            $op,
            $failure->getMessage(),
            basename($failure->getFile()),
            $failure->getLine(),
        ));

        return self::json(['failed' => "the shop's store could not carry out `$op`; its error log tells why"]);
    }

    /** @param array<string, mixed>|object $value */
    private static function json(array|object $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }
}
