<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * Lays a call out as the nodes that the engine would make of its JSON: three words each, over one text.
 *
 * A host has the values apart already. Joining them to JSON, only for the engine to take it apart again one byte after the
 * other, was most of what a call cost. The layout is that of `src/wire/doc.rs`.
 */
final class Packer
{
    private const BOOL = 1;
    private const INT = 2;
    private const DECIMAL = 3;
    private const TEXT = 4;
    private const OBJECT = 6;
    private const LIST = 7;
    private const END = 8;
    private const NAME = 9;

    /** The one field that may hold anything, and is kept as text. */
    private const FREE = 'integrationMetadata';

    /** @var list<int> */
    public array $words = [];
    public string $text = '';

    /** @param array<string, int> $keys the number of each field name, above the byte that holds the kind */
    public function __construct(private readonly array $keys)
    {
    }

    /** @param array<string, mixed> $call */
    public function pack(array $call): void
    {
        $this->nested($call, 0, self::OBJECT);
    }

    public function bytes(): int
    {
        return 4 * count($this->words) + strlen($this->text);
    }

    /** @param array<array-key, mixed> $values */
    private function nested(array $values, int $key, int $kind): void
    {
        $open = count($this->words);
        array_push($this->words, $kind | $key, 0, 0);
        $key = 0;
        foreach ($values as $name => $value) {
            if ($kind === self::OBJECT) {
                $key = $this->keys[$name] ?? $this->named((string) $name);
            }
            if (is_string($value)) {
                $start = strlen($this->text);
                $this->text .= $value;
                array_push($this->words, self::TEXT | $key, $start, strlen($this->text));
            } elseif (is_int($value)) {
                array_push($this->words, self::INT | $key, $value & 0xFFFFFFFF, $value >> 32 & 0xFFFFFFFF);
            } elseif ($name === self::FREE) {
                $this->free($value, $key);
            } else {
                $this->other($value, $key);
            }
        }
        array_push($this->words, self::END, 0, count($values));
        $this->words[$open + 2] = intdiv(count($this->words), 3);
    }

    private function other(mixed $value, int $key): void
    {
        if (is_array($value) || $value instanceof \stdClass) {
            $isList = is_array($value) && array_is_list($value);
            $this->nested((array) $value, $key, $isList ? self::LIST : self::OBJECT);
        } elseif (is_bool($value)) {
            array_push($this->words, self::BOOL | $key, (int) $value, 0);
        } elseif ($value === null) {
            array_push($this->words, $key, 0, 0);
        } else {
            $this->number(json_encode($value, JSON_THROW_ON_ERROR), $key);
        }
    }

    /** A float reaches the engine with the digits that JSON would give it, and as an integer where it has no decimals. */
    private function number(string $digits, int $key): void
    {
        if (ctype_digit(ltrim($digits, '-'))) {
            $integer = (int) $digits;
            array_push($this->words, self::INT | $key, $integer & 0xFFFFFFFF, $integer >> 32 & 0xFFFFFFFF);

            return;
        }
        $start = strlen($this->text);
        $this->text .= $digits;
        array_push($this->words, self::DECIMAL | $key, $start, strlen($this->text));
    }

    private function free(mixed $value, int $key): void
    {
        $start = strlen($this->text);
        $this->text .= json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        $kind = is_array($value) && array_is_list($value) ? self::LIST : self::OBJECT;
        $behind = intdiv(count($this->words), 3) + 2;
        array_push($this->words, $kind | $key, $start, $behind, self::END, strlen($this->text), 0);
    }

    /** A name outside the vocabulary, such as an attribute's, stands in a node of its own. */
    private function named(string $name): int
    {
        $start = strlen($this->text);
        $this->text .= $name;
        array_push($this->words, self::NAME, $start, strlen($this->text));

        return 0;
    }
}
