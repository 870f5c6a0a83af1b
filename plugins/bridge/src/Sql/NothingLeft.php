<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** No token is left: undoes the transaction that took others; never leaves this directory. */
final class NothingLeft extends \RuntimeException
{
}
