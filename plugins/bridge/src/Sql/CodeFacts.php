<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What the statements that take a use are made from; whether it holds, they find out themselves. */
final class CodeFacts
{
    private function __construct(
        public readonly int $id,
        public readonly int $campaign,
        public readonly bool $active,
        public readonly int $redeemed,
        public readonly ?int $quantity,
        public readonly ?int $perHolder,
        public readonly bool $limited,
        public readonly int $spent,
        public readonly ?int $slots,
        public readonly int $slot,
        public readonly bool $isVoucher,
    ) {
    }

    /** To be selected, of a `remise_code c`. */
    public static function columns(Dialect $dialect): string
    {
        return 'c.id AS c_id, c.campaign_id AS c_campaign, c.inactive_ms AS c_inactive, c.redeemed AS c_redeemed, '
            . 'c.quantity AS c_quantity, c.quantity_per_user AS c_per_holder, c.limited AS c_limited, c.spent_minor AS c_spent, '
            . "c.slots AS c_slots, {$dialect->slot()} AS c_slot, c.voucher AS c_voucher";
    }

    /** @param array<string, null|int|string> $row */
    public static function of(array $row): self
    {
        return new self(
            (int) $row['c_id'],
            (int) $row['c_campaign'],
            $row['c_inactive'] === null,
            (int) $row['c_redeemed'],
            $row['c_quantity'],
            $row['c_per_holder'],
            $row['c_limited'] === 1,
            (int) $row['c_spent'],
            $row['c_slots'],
            (int) $row['c_slot'],
            $row['c_voucher'] !== null,
        );
    }

    /** Whether the same statements would be made from both. */
    public function isLike(self $other): bool
    {
        return [$this->slots, $this->limited, $this->perHolder] === [$other->slots, $other->limited, $other->perHolder];
    }

    /** Whether the row of the code counts, and has no use left. */
    public function isExhausted(): bool
    {
        return $this->slots === null && $this->quantity !== null && $this->redeemed >= $this->quantity;
    }
}
