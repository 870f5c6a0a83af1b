<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * A statement among others that stand or fall together.
 *
 * Where it sets or inserts a number, `{guard}` may stand behind it: there, it checks the statement before it. Only in what is sure
 * to look at it, or is checked itself: an insert, or an update with a `refusal`.
 */
final class Step
{
    /**
     * @param list<null|int|string> $values
     * @param null|string           $refusal what it means when not exactly one row changed: then nothing of all is done
     * @param int                   $of      which of several codes it is about
     * @param bool                  $isNew   an insert of `Dialect::insertNew`
     */
    public function __construct(
        public readonly string $sql,
        public readonly array $values,
        public readonly ?string $refusal = null,
        public readonly int $of = 0,
        public readonly bool $isNew = false,
    ) {
    }

    public function sql(string $guard): string
    {
        return str_replace('{guard}', $guard, $this->sql);
    }

    public function hasGuard(): bool
    {
        return str_contains($this->sql, '{guard}');
    }

    /** Whether the next statement has to look whether this one found its condition met. */
    public function isToBeChecked(): bool
    {
        return $this->refusal !== null && !$this->isNew;
    }
}
