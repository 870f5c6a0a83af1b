<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A column as its table means it; the dialect knows the type. */
final class Column
{
    /** @param 'id'|'int'|'key'|'text' $kind `key` is text short enough for an index */
    private function __construct(
        public readonly string $kind,
        public readonly ?string $refersTo = null,
        public readonly bool $optional = false,
    ) {
    }

    /** A number the database counts up. */
    public static function id(): self
    {
        return new self('id');
    }

    public static function int(): self
    {
        return new self('int');
    }

    public static function key(): self
    {
        return new self('key');
    }

    public static function text(): self
    {
        return new self('text');
    }

    /** The `id` of a row that must exist. */
    public static function row(string $table): self
    {
        return new self('int', $table);
    }

    public function optional(): self
    {
        return new self($this->kind, $this->refersTo, true);
    }
}
