<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class TenantsTest extends \Remise\Tests\Bridge\TenantsTest
{
    use OnMariaDb;
}
