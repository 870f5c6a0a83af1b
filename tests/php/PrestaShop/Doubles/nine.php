<?php

declare(strict_types=1);

/** What PrestaShop makes of a class that nobody overrides. */
class Cart extends CartCore
{
}

class CartRule extends CartRuleCore
{
}
