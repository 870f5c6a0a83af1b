<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Undoes steps of which one found its condition unmet; never leaves this directory. */
final class StepRefused extends \RuntimeException
{
    public function __construct(public readonly Step $step)
    {
        parent::__construct((string) $step->refusal);
    }
}
