<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone\MariaDb;

use Remise\Tests\Support\MariaDb;

final class TwoTillsTest extends \Remise\Tests\Standalone\TwoTillsTest
{
    protected static function store(): string
    {
        return MariaDb::database();
    }
}
