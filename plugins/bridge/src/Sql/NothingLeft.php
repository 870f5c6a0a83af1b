<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Undoes the transaction of a use that cannot be had; never leaves this directory. */
final class NothingLeft extends \RuntimeException
{
    /** @param 'exhausted'|'holderLimit' $outcome */
    public function __construct(public readonly string $outcome)
    {
        parent::__construct($outcome);
    }
}
