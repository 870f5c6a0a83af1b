<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** One piece of an imported file, as the engine has read it. */
final class ImportPiece
{
    /**
     * @param list<array{row: int, codeKey: string, code: string, id?: string, coupon?: string}>               $rows
     * @param list<array{row: int, column: string, fault: string, message: string, first?: int}> $faults
     */
    public function __construct(
        public readonly string $organization,
        public readonly string $id,
        public readonly int $offset,
        public readonly int $end,
        public readonly bool $last,
        public readonly int $read,
        public readonly array $rows,
        public readonly array $faults,
        public readonly string $reader,
        public readonly int $atMs,
    ) {
    }
}
