<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Which vouchers, in which order, and where a page begins. */
final class VoucherQuery
{
    /** @param 'code'|'created'|'usedAt' $sort */
    public function __construct(
        public readonly string $organization,
        public readonly string $env,
        public readonly ?string $owner,
        public readonly ?string $order,
        public readonly ?string $status,
        public readonly ?string $template,
        public readonly ?string $prefix,
        public readonly string $sort,
        public readonly bool $descending,
        public readonly ?string $cursor,
        public readonly bool $back,
        public readonly int $limit,
        public readonly int $atMs,
    ) {
    }
}
