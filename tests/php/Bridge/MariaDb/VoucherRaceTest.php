<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class VoucherRaceTest extends \Remise\Tests\Bridge\VoucherRaceTest
{
    use OnMariaDb;
}
