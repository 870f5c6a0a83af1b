<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A statement whose connection breaks down when everything is done, and before that is heard; once, while it is deaf. */
final class Deaf extends \PDOStatement
{
    private const LOST = 2013;

    public static bool $isDeaf = false;

    public function nextRowset(): bool
    {
        if (parent::nextRowset()) {
            return true;
        }
        if (!self::$isDeaf) {
            return false;
        }
        self::$isDeaf = false;
        $lost = new \PDOException('Lost connection to server during query');
        $lost->errorInfo = ['HY000', self::LOST, $lost->getMessage()];

        throw $lost;
    }
}
