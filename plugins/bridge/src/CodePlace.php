<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Where a code is unique: its folded form in one organization and one environment. */
final class CodePlace
{
    public function __construct(
        public readonly string $organization,
        public readonly string $env,
        public readonly string $codeKey,
    ) {
    }
}
