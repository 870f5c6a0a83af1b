<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone\MariaDb;

use Remise\Tests\Support\MariaDb;

final class CheckoutTest extends \Remise\Tests\Standalone\CheckoutTest
{
    protected static function store(): string
    {
        return MariaDb::database();
    }
}
