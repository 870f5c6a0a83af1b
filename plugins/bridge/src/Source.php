<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Who attempts something; what is not known of it is null. */
final class Source
{
    public function __construct(
        public readonly ?string $remoteAddress,
        public readonly ?string $session,
        public readonly ?string $holder,
    ) {
    }
}
