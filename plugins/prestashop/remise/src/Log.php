<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** What an admin finds in PrestaShop's own log (Advanced parameters, Logs). */
final class Log
{
    private const NOTE = 1;
    private const ERROR = 3;

    public static function note(string $message, ?string $kind = null, ?int $id = null): void
    {
        self::add($message, self::NOTE, $kind, $id);
    }

    public static function error(string $message, ?string $kind = null, ?int $id = null): void
    {
        self::add($message, self::ERROR, $kind, $id);
    }

    private static function add(string $message, int $severity, ?string $kind, ?int $id): void
    {
        // PrestaShop refuses a message with angle brackets altogether.
        $plain = strtr(str_starts_with($message, 'Remise') ? $message : "Remise: $message", ['<' => '‹', '>' => '›']);
        \PrestaShopLogger::addLog($plain, $severity, null, $kind, $id, true);
    }
}
