<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** What goes back over HTTP. */
final class HttpAnswer
{
    /** @param array<string, string> $headers */
    public function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    /**
     * An error in the engine's own shape, for what never reached it.
     *
     * @param null|array<string, string> $fault
     * @param array<string, string>      $headers
     */
    public static function error(
        int $status,
        string $error,
        string $message,
        ?array $fault = null,
        array $headers = [],
    ): self {
        $body = ['error' => $error, 'message' => $message] + ($fault === null ? [] : ['faults' => [$fault]]);

        $text = json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);

        return new self($status, $headers + ['content-type' => 'application/json'], $text);
    }
}
