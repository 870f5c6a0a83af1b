<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** For hosts that only evaluate, check or format: those calls ask for nothing. */
final class NoShop implements Port
{
    public function answer(string $request): string
    {
        return '{"failed":"this engine was started without a shop; give it a `PortDispatcher`"}';
    }
}
