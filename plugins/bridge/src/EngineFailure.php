<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The engine gave no answer; the message tells an admin what to do. */
abstract class EngineFailure extends \RuntimeException
{
}
