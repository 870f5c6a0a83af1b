<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** The code does not apply after all; the message says why in the shopper's words. */
final class Refused extends \RuntimeException
{
    /** @param list<array<string, mixed>> $reasons */
    public function __construct(array $reasons)
    {
        parent::__construct(implode(' ', array_column($reasons, 'message')));
    }
}
