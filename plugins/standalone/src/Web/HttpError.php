<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** A request that cannot be answered; the message is meant for whoever sent it. */
final class HttpError extends \RuntimeException
{
    /** @param array<string, string> $headers */
    public function __construct(public readonly int $status, string $message, public readonly array $headers = [])
    {
        parent::__construct($message);
    }
}
