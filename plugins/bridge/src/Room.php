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
    /** Measured, with room to spare: see the tests of this package. */
    private const BASE_BYTES = 4_000_000;
    private const BYTES_PER_BYTE = 85;
    private const COMPILED_BYTES_PER_BYTE = 15;

    /** What a call may be answered by the shop without asking again: it fits into what was left for the call itself. */
    private const SMALL_BYTES = 16_384;

    /** Before a call. */
    public static function forRequest(int $bytes): void
    {
        self::expect(self::BASE_BYTES + $bytes * self::BYTES_PER_BYTE, true);
    }

    /** In the middle of a call, before what the shop answered is handed in. */
    public static function forAnswer(int $bytes): void
    {
        if ($bytes > self::SMALL_BYTES) {
            self::expect(self::BASE_BYTES + $bytes * self::BYTES_PER_BYTE, false);
        }
    }

    /** Before a class is loaded, which PHP compiles unless OPcache has done it. */
    public static function forFile(string $file): void
    {
        if (!function_exists('opcache_is_script_cached') || !@opcache_is_script_cached($file)) {
            self::expect((int) filesize($file) * self::COMPILED_BYTES_PER_BYTE, false);
        }
    }

    private static function expect(int $needed, bool $ofRequest): void
    {
        $limit = self::bytes((string) ini_get('memory_limit'));
        $left = $limit - memory_get_usage();
        if ($limit > 0 && $left < $needed) {
            throw EngineExhausted::ofPhp($needed, max(0, $left), $ofRequest);
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
