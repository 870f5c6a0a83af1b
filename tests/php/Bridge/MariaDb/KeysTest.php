<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class KeysTest extends \Remise\Tests\Bridge\KeysTest
{
    use OnMariaDb;
}
