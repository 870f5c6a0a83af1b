<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** What was to be taken is gone: undoes the transaction that took the rest; never leaves this directory. */
final class NothingLeft extends \RuntimeException
{
}
