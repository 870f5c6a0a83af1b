<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class SqlShopTest extends \Remise\Tests\Bridge\SqlShopTest
{
    use OnMariaDb;
}
