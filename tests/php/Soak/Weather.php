<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

/** What the workers of a round are told while they run, by files in its directory. */
final class Weather
{
    public function __construct(private readonly string $directory)
    {
    }

    public function tell(string $what, string $value = ''): void
    {
        // Never half written, as another process reads it.
        file_put_contents("$this->directory/.$what", $value);
        rename("$this->directory/.$what", "$this->directory/$what");
    }

    public function untell(string $what): void
    {
        @unlink("$this->directory/$what");
    }

    public function isTold(string $what): bool
    {
        clearstatcache(true, "$this->directory/$what");

        return is_file("$this->directory/$what");
    }

    /** How far the clock is from the right time. */
    public function skewMs(): int
    {
        return (int) @file_get_contents("$this->directory/skew");
    }
}
