<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class LedgerRaceTest extends \Remise\Tests\Bridge\LedgerRaceTest
{
    use OnMariaDb;
}
