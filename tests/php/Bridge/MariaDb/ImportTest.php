<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Tests\Support\OnMariaDb;

final class ImportTest extends \Remise\Tests\Bridge\ImportTest
{
    use OnMariaDb;

    /** The server learns only afterwards that nobody listens any more, and undoes it then. */
    protected function slowTrigger(): string
    {
        return 'CREATE TRIGGER slow BEFORE UPDATE ON remise_import FOR EACH ROW '
            . "IF NEW.state = 'applied' THEN SET NEW.touched_ms = NEW.touched_ms + SLEEP(4); END IF";
    }
}
