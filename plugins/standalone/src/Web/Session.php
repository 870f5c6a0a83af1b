<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

use Remise\Bridge\System;

/** A visitor's session: PHP's own, its files below the shop's data. */
final class Session
{
    public const COOKIE = 'remise_shop';

    /** @param bool $secure whether the shop is visited over HTTPS; then its cookie goes no other way */
    public function __construct(
        private readonly string $directory,
        private readonly System $system,
        private readonly bool $secure = false,
    ) {
    }

    /** @param bool $keep whether this request may change it; without, its lock is given back at once */
    public function start(bool $keep = true): void
    {
        if (!is_dir($this->directory) && !@mkdir($this->directory, 0700, true) && !is_dir($this->directory)) {
            throw new \RuntimeException("the directory for sessions `{$this->directory}` cannot be made");
        }
        session_start([
            'name' => self::COOKIE,
            'save_path' => $this->directory,
            'use_strict_mode' => 1,
            'use_only_cookies' => 1,
            'cookie_httponly' => 1,
            'cookie_secure' => (int) $this->secure,
            'cookie_samesite' => 'Lax',
            'cache_limiter' => '',
            'gc_maxlifetime' => 86_400,
            'gc_probability' => 1,
            'gc_divisor' => 500,
            'read_and_close' => !$keep,
        ]);
    }

    public function id(): string
    {
        return (string) session_id();
    }

    public function get(string $name, mixed $default = null): mixed
    {
        return $_SESSION[$name] ?? $default;
    }

    public function set(string $name, mixed $value): void
    {
        $_SESSION[$name] = $value;
    }

    public function forget(string $name): mixed
    {
        $value = $_SESSION[$name] ?? null;
        unset($_SESSION[$name]);

        return $value;
    }

    /** A message for the next page. @param 'good'|'warn'|'bad'|'info' $kind */
    public function tell(string $kind, string $message): void
    {
        $_SESSION['messages'][] = ['kind' => $kind, 'message' => $message];
    }

    public function csrf(): string
    {
        return $_SESSION['csrf'] ??= $this->system->randomHex(16);
    }

    public function holds(string $token): bool
    {
        return isset($_SESSION['csrf']) && hash_equals($_SESSION['csrf'], $token);
    }

    /** Who gains or loses rights gets a new session id and token. */
    public function renew(): void
    {
        session_regenerate_id(true);
        unset($_SESSION['csrf']);
    }
}
