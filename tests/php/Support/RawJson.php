<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** Takes a JSON text apart without reading it, so that what a vector says is sent and compared to the byte. */
final class RawJson
{
    /** @return array<string, string> the raw text of each member of an object */
    public static function members(string $object): array
    {
        $members = [];
        foreach (self::parts($object) as $part) {
            $colon = self::next($part, 0, ':');
            $members[json_decode(substr($part, 0, $colon))] = trim(substr($part, $colon + 1));
        }

        return $members;
    }

    /** @return list<string> the raw text of each element of a list, or member of an object */
    public static function parts(string $text): array
    {
        $inside = substr(trim($text), 1, -1);
        $parts = [];
        for ($start = 0; $start < strlen($inside); $start = $end + 1) {
            $end = self::next($inside, $start, ',');
            $parts[] = trim(substr($inside, $start, $end - $start));
        }

        return array_values(array_filter($parts, static fn (string $part): bool => $part !== ''));
    }

    /** Where the next `$mark` outside of strings and brackets stands, or the length. */
    private static function next(string $text, int $at, string $mark): int
    {
        $length = strlen($text);
        for ($depth = 0; ($at += strcspn($text, '"{}[]' . $mark, $at)) < $length; $at++) {
            $found = $text[$at];
            if ($found === '"') {
                $at = self::closing($text, $at + 1);
            } elseif ($found === $mark && $depth === 0) {
                return $at;
            } elseif ($found !== $mark) {
                $depth += $found === '{' || $found === '[' ? 1 : -1;
            }
        }

        return $length;
    }

    private static function closing(string $text, int $at): int
    {
        while (($text[$at += strcspn($text, '"\\', $at)] ?? '"') === '\\') {
            $at += 2;
        }

        return $at;
    }
}
