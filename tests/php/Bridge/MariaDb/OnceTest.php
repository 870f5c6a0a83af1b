<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class OnceTest extends \Remise\Tests\Bridge\OnceTest
{
    use OnMariaDb;
}
