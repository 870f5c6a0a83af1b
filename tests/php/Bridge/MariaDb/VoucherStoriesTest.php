<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class VoucherStoriesTest extends \Remise\Tests\Bridge\VoucherStoriesTest
{
    use OnMariaDb;
}
