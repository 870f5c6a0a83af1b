<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What a conditional statement must know of a coupon; all the rest stays in its body. */
final class CouponTerms
{
    private function __construct(
        public readonly string $id,
        public readonly string $code,
        public readonly ?int $quantity,
        public readonly ?int $quantityPerUser,
        public readonly ?int $startMs,
        public readonly ?int $endMs,
        public readonly ?bool $active,
        public readonly ?int $campaignQuantity,
        public readonly ?int $campaignMinor,
    ) {
    }

    public static function of(string $coupon, ?string $firstCode = null): self
    {
        $read = json_decode($coupon, true, 256, JSON_THROW_ON_ERROR);
        $code = $firstCode ?? $read['code'] ?? throw new \UnexpectedValueException('the coupon has no code');

        return new self(
            $read['id'] ?? $code,
            $code,
            ($read['hasQuantity'] ?? false) ? $read['quantity'] : null,
            ($read['hasQuantityPerUser'] ?? false) ? $read['quantityPerUser'] : null,
            $read['startAt'] ?? null,
            ($read['enabledExpiration'] ?? true) ? $read['endAt'] ?? null : null,
            $read['active'] ?? null,
            $read['campaign']['quantity'] ?? null,
            $read['campaign']['discountMinor'] ?? null,
        );
    }

    /** @return list<?int> in the order of the columns `campaign_quantity`, `campaign_minor` */
    public function campaignValues(): array
    {
        return [$this->campaignQuantity, $this->campaignMinor];
    }

    /** @return list<?int> in the order of the columns `quantity`, `quantity_per_user`, `start_ms`, `end_ms` */
    public function values(): array
    {
        return [$this->quantity, $this->quantityPerUser, $this->startMs, $this->endMs];
    }
}
