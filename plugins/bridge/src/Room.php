<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * Looks whether a call will fit into PHP's memory.
 *
 * A script that passes `memory_limit` dies with an error nothing can catch, so the need is estimated: a 32-bit word of the
 * module's memory takes 16 bytes of PHP's, and growing it holds both copies for a moment.
 */
final class Room
{
    private const BASE_BYTES = 6_000_000;
    private const BYTES_PER_BYTE = 40;

    public static function expect(int $requestBytes): void
    {
        $limit = self::bytes((string) ini_get('memory_limit'));
        $needed = self::BASE_BYTES + $requestBytes * self::BYTES_PER_BYTE;
        $left = $limit - memory_get_usage();
        if ($limit > 0 && $left < $needed) {
            throw EngineExhausted::ofPhp($needed, max(0, $left));
        }
    }

    /** As PHP reads such a setting: `128M`; -1 is no limit. */
    private static function bytes(string $setting): int
    {
        return (int) $setting << match (strtoupper(substr($setting, -1))) {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            default => 0,
        };
    }
}
