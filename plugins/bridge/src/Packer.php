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
    private const NULL = 0;
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

    private const JSON = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;

    /** Fields of names and texts; an empty one is an empty array in PHP, which elsewhere means a list. */
    private const OBJECTS = ['attributes' => true, 'headers' => true, 'query' => true];

    /**
     * Ends every piece of the text. A piece that stops in the middle of a character would be made whole by the next one,
     * and the text as a whole be taken for UTF-8.
     */
    private const SEPARATOR = "\n";

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
        // By reference to locals: a word at a time into a property would cost twice as much.
        $words = [];
        $text = '';
        $this->nested($call, 0, self::OBJECT, $words, $text);
        $this->words = $words;
        $this->text = $text;
    }

    public function bytes(): int
    {
        return 4 * count($this->words) + strlen($this->text);
    }

    /** The same call as JSON; what is not UTF-8 is replaced. @param array<string, mixed> $call */
    public static function json(array $call): string
    {
        return json_encode(self::forJson($call), self::JSON);
    }

    /** The call as `json_encode` has to see it. @param array<array-key, mixed> $values @return array<array-key, mixed> */
    private static function forJson(array $values): array
    {
        foreach ($values as $name => $value) {
            if ($value === [] && isset(self::OBJECTS[$name])) {
                $values[$name] = new \stdClass();
            } elseif (is_array($value) && $name !== self::FREE) {
                $values[$name] = self::forJson($value);
            }
        }

        return $values;
    }

    /** @param array<array-key, mixed> $values @param list<int> $words */
    private function nested(array $values, int $key, int $kind, array &$words, string &$text): void
    {
        $open = count($words);
        $words[] = $kind | $key;
        $words[] = 0;
        $words[] = 0;
        $key = 0;
        foreach ($values as $name => $value) {
            if ($kind === self::OBJECT) {
                $key = $this->keys[$name] ?? $this->span(self::NAME, (string) $name, $words, $text);
            }
            if (is_string($value)) {
                $this->span(self::TEXT | $key, $value, $words, $text);
            } elseif (is_int($value)) {
                $words[] = self::INT | $key;
                $words[] = $value & 0xFFFFFFFF;
                $words[] = $value >> 32 & 0xFFFFFFFF;
            } elseif ($name === self::FREE && (is_array($value) || $value instanceof \stdClass)) {
                $this->free($value, $key, $words, $text);
            } elseif ($value === [] && isset(self::OBJECTS[$name])) {
                $this->nested($value, $key, self::OBJECT, $words, $text);
            } else {
                $this->other($value, $key, $words, $text);
            }
        }
        $words[] = self::END;
        $words[] = 0;
        $words[] = count($values);
        $words[$open + 2] = intdiv(count($words) - $open, 3);
    }

    /** @param list<int> $words */
    private function other(mixed $value, int $key, array &$words, string &$text): void
    {
        if (is_array($value)) {
            $this->nested($value, $key, array_is_list($value) ? self::LIST : self::OBJECT, $words, $text);
        } elseif ($value instanceof \stdClass) {
            $this->nested((array) $value, $key, self::OBJECT, $words, $text);
        } elseif ($value === null || is_bool($value)) {
            $words[] = ($value === null ? self::NULL : self::BOOL) | $key;
            $words[] = (int) $value;
            $words[] = 0;
        } else {
            $this->number(json_encode($value, JSON_THROW_ON_ERROR), $key, $words, $text);
        }
    }

    /**
     * A float reaches the engine with the digits that JSON would give it, and as an integer where it has no decimals.
     *
     * @param list<int> $words
     */
    private function number(string $digits, int $key, array &$words, string &$text): void
    {
        if (ctype_digit(ltrim($digits, '-'))) {
            $words[] = self::INT | $key;
            $words[] = (int) $digits & 0xFFFFFFFF;
            $words[] = (int) $digits >> 32 & 0xFFFFFFFF;
        } else {
            $this->span(self::DECIMAL | $key, $digits, $words, $text);
        }
    }

    /** @param array<array-key, mixed>|\stdClass $value @param list<int> $words */
    private function free(array|\stdClass $value, int $key, array &$words, string &$text): void
    {
        $kind = is_array($value) && array_is_list($value) ? self::LIST : self::OBJECT;
        $json = json_encode($value, self::JSON);
        array_push($words, $kind | $key, strlen($text), 2);
        $text .= $json;
        array_push($words, self::END, strlen($text), 0);
        $text .= self::SEPARATOR;
    }

    /**
     * A node that is a piece of the text. Of a name outside the vocabulary, such as an attribute's, it stands in front of
     * the value, whose own key is then 0.
     *
     * @param list<int> $words
     */
    private function span(int $tag, string $piece, array &$words, string &$text): int
    {
        $words[] = $tag;
        $words[] = strlen($text);
        $text .= $piece;
        $words[] = strlen($text);
        $text .= self::SEPARATOR;

        return 0;
    }
}
