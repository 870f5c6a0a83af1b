<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone\MariaDb;

use Remise\Tests\Support\MariaDb;

final class SeveralCodesTest extends \Remise\Tests\Standalone\SeveralCodesTest
{
    protected static function store(): string
    {
        return MariaDb::database();
    }
}
