<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class LedgerTest extends \Remise\Tests\Bridge\LedgerTest
{
    use OnMariaDb;
}
