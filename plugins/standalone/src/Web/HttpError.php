<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** A request that cannot be answered; the message is meant for whoever sent it. */
final class HttpError extends \RuntimeException
{
    public function __construct(public readonly int $status, string $message)
    {
        parent::__construct($message);
    }
}
