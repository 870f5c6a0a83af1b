<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** A failed attempt; its code is masked. */
final class Attempt
{
    public function __construct(
        public readonly string $scope,
        public readonly Source $source,
        public readonly ?string $code,
        public readonly string $outcome,
        public readonly int $atMs,
        public readonly int $forgetBeforeMs,
        public readonly int $rows,
    ) {
    }
}
