<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The call needs more memory than there is. */
final class EngineExhausted extends EngineFailure
{
    /** @param bool $ofRequest whether a smaller request would do */
    private function __construct(string $message, public readonly bool $ofRequest, ?\Throwable $previous = null)
    {
        parent::__construct($message, 0, $previous);
    }

    /** PHP ends a script at its limit with an error nothing can catch, so the room is looked at beforehand. */
    public static function ofPhp(int $neededBytes, int $leftBytes, bool $ofRequest = true): self
    {
        return new self(
            "the coupon engine needs about $neededBytes bytes of PHP memory and $leftBytes are left; "
            . 'raise `memory_limit` in php.ini' . ($ofRequest ? ', or send a smaller request' : ''),
            $ofRequest,
        );
    }

    public static function ofModule(?\Throwable $previous = null): self
    {
        return new self('the coupon engine has no room for this request; send a smaller one', true, $previous);
    }
}
