<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * A piece of JSON kept as the text it came in.
 *
 * Decoding and encoding again would turn `{}` into `[]` and send decimals through floats; what the engine stores with us
 * must come back byte for byte.
 */
final class RawJson
{
    public function __construct(public readonly string $text)
    {
    }

    /** @return array<string, mixed> the decoded members, for reading only */
    public function decoded(): array
    {
        $value = json_decode($this->text, true, 256, JSON_THROW_ON_ERROR);

        return is_array($value) ? $value : throw new \UnexpectedValueException('an object was expected');
    }

    /** The same object without some members, or with others in front. @param array<string, mixed> $first */
    public function with(array $first, string ...$without): self
    {
        $members = array_diff_key($this->members(), $first, array_flip($without));

        return new self(self::object($first + array_map(static fn (string $raw): self => new self($raw), $members)));
    }

    /** @return array<string, string> the raw text of each member of this object */
    public function members(): array
    {
        $text = trim($this->text);
        if ($text === '' || $text[0] !== '{' || !str_ends_with($text, '}')) {
            throw new \UnexpectedValueException('an object was expected');
        }
        $members = [];
        $start = 1;
        $end = strlen($text) - 1;
        for ($at = $start; $at < $end; $at = $start) {
            $at += strspn($text, " \t\r\n", $at);
            if ($at >= $end) {
                break;
            }
            $colon = self::after($text, $at, ':');
            $name = json_decode(substr($text, $at, $colon - $at), false, 2, JSON_THROW_ON_ERROR);
            $start = min(self::after($text, $colon + 1, ','), $end);
            $members[(string) $name] = trim(substr($text, $colon + 1, $start - $colon - 1));
            $start++;
        }

        return $members;
    }

    /** JSON of any value that may hold raw pieces; an empty array is a list. */
    public static function encode(mixed $value): string
    {
        if ($value instanceof self) {
            return $value->text;
        }
        if (!is_array($value)) {
            return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        }
        if (!array_is_list($value)) {
            return self::object($value);
        }

        return '[' . implode(',', array_map(self::encode(...), $value)) . ']';
    }

    /** @param array<string, mixed> $members */
    public static function object(array $members): string
    {
        $pairs = [];
        foreach ($members as $name => $value) {
            $pairs[] = self::encode((string) $name) . ':' . self::encode($value);
        }

        return '{' . implode(',', $pairs) . '}';
    }

    /** Where the next `$mark` outside of strings and brackets stands, or the length. */
    private static function after(string $text, int $at, string $mark): int
    {
        $length = strlen($text);
        for ($depth = 0; ($at += strcspn($text, '"{}[]' . $mark, $at)) < $length; $at++) {
            $found = $text[$at];
            if ($found === '"') {
                $at = self::closing($text, $at + 1);
            } elseif ($found === $mark) {
                if ($depth === 0) {
                    return $at;
                }
            } else {
                $depth += $found === '{' || $found === '[' ? 1 : -1;
            }
        }

        return $length;
    }

    /** Where the string that began just before `$at` ends. */
    private static function closing(string $text, int $at): int
    {
        while (($text[$at += strcspn($text, '"\\', $at)] ?? '"') === '\\') {
            $at += 2;
        }

        return $at;
    }
}
