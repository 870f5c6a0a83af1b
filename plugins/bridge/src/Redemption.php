<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** One use of each of several codes, for one key: held until it lapses, or taken at once. */
final class Redemption
{
    /**
     * @param string                                                                  $request what the key stands for; a hash of it is kept
     * @param list<array{codeKey: string, discountMinor: int, spentMinor?: null|int}> $codes
     * @param null|string                                                             $holder  the buyer's account
     * @param null|string                                                             $email   the buyer's address
     * @param null|int                                                                $endAt   when a hold lapses
     * @param null|string                                                             $merchantId of a voucher, who redeems it
     */
    public function __construct(
        public readonly string $key,
        public readonly string $request,
        public readonly string $organization,
        public readonly string $env,
        public readonly array $codes,
        public readonly ?string $holder,
        public readonly ?string $email,
        public readonly string $applied,
        public readonly int $atMs,
        public readonly ?int $endAt,
        public readonly ?string $merchantId = null,
    ) {
    }
}
