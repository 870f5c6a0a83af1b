<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The machine's clock and random source: the only class of the plugins that may ask for either. */
final class System
{
    public function __construct(private readonly \DateTimeZone $zone = new \DateTimeZone('UTC'))
    {
    }

    public function nowMs(): int
    {
        return (int) (new \DateTimeImmutable('now', $this->zone))->format('Uv');
    }

    /** @return array{nowMs: int, utcOffsetMinutes: int} both of the same instant */
    public function clock(): array
    {
        $now = new \DateTimeImmutable('now', $this->zone);

        return ['nowMs' => (int) $now->format('Uv'), 'utcOffsetMinutes' => intdiv($now->getOffset(), 60)];
    }

    /** Minutes ahead of UTC when clocks of the zone show this; of an hour that comes twice, its first time. */
    public function offsetMinutes(int $localMs): int
    {
        $shown = (new \DateTimeImmutable('@' . intdiv($localMs, 1000)))->format('Y-m-d H:i:s');

        return intdiv((new \DateTimeImmutable($shown, $this->zone))->getOffset(), 60);
    }

    /** Lower-case hex of so many bytes from the operating system's secure source. */
    public function randomHex(int $bytes): string
    {
        if ($bytes < 1 || $bytes > 65536) {
            throw new \RangeException("between 1 and 65536 random bytes can be drawn at a time, not $bytes");
        }

        return bin2hex(random_bytes($bytes));
    }

    /** On a clock that only goes forward. */
    public static function elapsedMs(): int
    {
        return intdiv(hrtime(true), 1_000_000);
    }

    /** Between three quarters of it and all of it, by chance. */
    public static function spread(int $most): int
    {
        return random_int(intdiv($most * 3, 4), $most);
    }

    /** The instant as people of the shop's zone write it; `2026-03-09 14:05`. */
    public function dateText(int $ms): string
    {
        $instant = new \DateTimeImmutable('@' . intdiv($ms, 1000));

        return $instant->setTimezone($this->zone)->format('Y-m-d H:i');
    }
}
