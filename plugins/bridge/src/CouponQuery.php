<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** What is asked with a code: who would use it, and what a key has taken. */
final class CouponQuery
{
    /**
     * @param null|string $holder  the account whose uses are counted
     * @param null|string $email   the address whose uses are counted
     * @param null|string $request the facts that the key is to stand for
     * @param null|int    $atMs    now: holds that have lapsed by then count no more
     */
    public function __construct(
        public readonly ?string $holder = null,
        public readonly ?string $email = null,
        public readonly ?string $key = null,
        public readonly ?string $request = null,
        public readonly ?int $atMs = null,
    ) {
    }
}
