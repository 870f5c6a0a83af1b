<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** A statement among others that stand or fall together. */
final class Step
{
    /**
     * @param list<null|int|string> $values
     * @param null|string           $refusal what it means when not exactly one row changed: then nothing of all is done
     * @param int                   $of      which of several codes it is about
     */
    public function __construct(
        public readonly string $sql,
        public readonly array $values,
        public readonly ?string $refusal = null,
        public readonly int $of = 0,
    ) {
    }
}
