<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * Keeps PHP's tracing JIT away from the engine's class.
 *
 * Under PHP 8.2 it was seen to lose local variables of long functions, and wrong values are reported of later versions
 * (php/php-src #22115); it is what a server runs that switches a JIT on without naming a kind. The function JIT compiles the
 * same class correctly. Which of the two compiles a file is settled when the file is loaded.
 */
final class SafeJit
{
    /** The settings that mean the tracing JIT: by name, and as the number CRTO with T = 5. */
    private const TRACING = '/^(tracing|on|yes|true|enable|1|\d\d5\d)$/i';

    /** @param \Closure(): void $load loads the class */
    public static function during(\Closure $load): void
    {
        $kind = ini_get('opcache.jit');
        if ($kind === false || preg_match(self::TRACING, $kind) !== 1) {
            $load();

            return;
        }
        ini_set('opcache.jit', 'function');
        try {
            $load();
        } finally {
            ini_set('opcache.jit', $kind);
        }
    }
}
