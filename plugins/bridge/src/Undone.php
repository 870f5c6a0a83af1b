<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Ends a transaction whose work is not to stay, with the answer that says so. */
final class Undone extends \RuntimeException
{
    /** @param array<string, mixed> $answer */
    public function __construct(public readonly array $answer)
    {
        parent::__construct('undone');
    }
}
