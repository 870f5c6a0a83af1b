<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class CodesTest extends \Remise\Tests\Bridge\CodesTest
{
    use OnMariaDb;
}
