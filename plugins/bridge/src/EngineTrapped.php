<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The engine stopped in the middle of a call. Nothing it was doing is half done: the store works in whole operations. */
final class EngineTrapped extends EngineFailure
{
    public function __construct(public readonly string $trap, ?\Throwable $previous = null)
    {
        parent::__construct(
            "the coupon engine stopped with `$trap`; the next call starts a new one. "
            . 'Please report this together with the request that caused it',
            0,
            $previous,
        );
    }
}
