<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** A registered customer. */
final class Customer
{
    /** @param list<string> $groups */
    private function __construct(
        public readonly string $id,
        public readonly string $name,
        public readonly string $email,
        public readonly array $groups,
        public readonly string $modality,
    ) {
    }

    /** @param array<string, mixed> $read */
    public static function of(array $read): self
    {
        return new self($read['id'], $read['name'], $read['email'], $read['groups'], $read['modality']);
    }
}
