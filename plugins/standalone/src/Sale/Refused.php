<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

/** One of the codes does not apply after all. Why is for the shop only; what the shopper may know of it the next price tells. */
final class Refused extends \RuntimeException
{
}
