<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone\MariaDb;

use Remise\Tests\Support\MariaDb;

final class VoucherShopTest extends \Remise\Tests\Standalone\VoucherShopTest
{
    protected static function store(): string
    {
        return MariaDb::database();
    }
}
