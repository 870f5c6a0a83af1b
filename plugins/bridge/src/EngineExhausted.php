<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The call needs more memory than there is. */
final class EngineExhausted extends EngineFailure
{
    /** PHP ends a script at its limit with an error nothing can catch, so the room is looked at beforehand. */
    public static function ofPhp(int $neededBytes, int $leftBytes): self
    {
        return new self(
            "the coupon engine needs about $neededBytes bytes of PHP memory and $leftBytes are left; "
            . 'raise `memory_limit` in php.ini, or send a smaller request',
        );
    }

    public static function ofModule(?\Throwable $previous = null): self
    {
        return new self('the coupon engine has no room for this request; send a smaller one', 0, $previous);
    }
}
