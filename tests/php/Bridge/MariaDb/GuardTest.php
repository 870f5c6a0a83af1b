<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class GuardTest extends \Remise\Tests\Bridge\GuardTest
{
    use OnMariaDb;
}
