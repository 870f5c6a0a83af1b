<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The translated module is not installed, or is not what its name says. */
final class EngineMissing extends EngineFailure
{
    public function __construct(public readonly string $module, string $found, ?\Throwable $previous = null)
    {
        parent::__construct(
            "the coupon engine `$module` $found; install the module's zip again, or run `cargo xtask build` in a checkout",
            0,
            $previous,
        );
    }
}
