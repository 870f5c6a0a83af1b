<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class VoucherPagesTest extends \Remise\Tests\Bridge\VoucherPagesTest
{
    use OnMariaDb;
}
