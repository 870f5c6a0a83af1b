<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class ApiKeysTest extends \Remise\Tests\Bridge\ApiKeysTest
{
    use OnMariaDb;
}
