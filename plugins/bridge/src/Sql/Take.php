<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** The use of one code among those of a key. */
final class Take
{
    /**
     * @param int         $number   its place among them
     * @param null|int    $slot     where it is counted; in the code's own row when absent
     * @param null|int    $spent    of a coupon whose rest can be used again: no more than this may have been spent before
     */
    public function __construct(
        public readonly int $number,
        public readonly CodeFacts $code,
        public readonly ?int $slot,
        public readonly ?string $holderHash,
        public readonly ?string $emailHash,
        public readonly int $discountMinor,
        public readonly ?int $spent,
    ) {
    }

    /** @param array<string, null|int|string> $row of `remise_use`, with the facts of its code */
    public static function of(array $row): self
    {
        $code = CodeFacts::of($row);

        return new self(
            (int) $row['number'],
            $code,
            $code->slots === null ? null : $code->slot,
            $row['holder_hash'],
            $row['email_hash'],
            (int) $row['discount_minor'],
            $row['spent_minor'],
        );
    }

    /** The same, to be counted where the facts say. */
    public function by(CodeFacts $code): self
    {
        return $this->with($code, $code->slots === null ? null : $code->slot);
    }

    /** The same, counted elsewhere. */
    public function in(?int $slot): self
    {
        return $this->with($this->code, $slot);
    }

    /** @return list<string> the names it is counted under, in the order in which everybody locks their rows */
    public function names(): array
    {
        $names = array_unique(array_filter([$this->holderHash, $this->emailHash], is_string(...)));
        sort($names);

        return $names;
    }

    private function with(CodeFacts $code, ?int $slot): self
    {
        return new self(
            $this->number,
            $code,
            $slot,
            $this->holderHash,
            $this->emailHash,
            $this->discountMinor,
            $this->spent,
        );
    }
}
