<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** The order would cost something else than the shopper was shown. */
final class Changed extends \RuntimeException
{
    public function __construct(public readonly string $totalText)
    {
        parent::__construct("The total is now $totalText; please check and confirm.");
    }
}
