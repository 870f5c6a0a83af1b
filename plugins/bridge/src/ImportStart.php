<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** An import that begins. */
final class ImportStart
{
    public function __construct(
        public readonly string $organization,
        public readonly string $env,
        public readonly string $kind,
        public readonly ?string $campaign,
        public readonly string $reader,
        public readonly int $atMs,
        public readonly int $forgetMs,
    ) {
    }
}
