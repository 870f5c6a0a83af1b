<?php

declare(strict_types=1);

use Remise\PrestaShop\Api;
use Remise\PrestaShop\Till;

/** Everything below `/remise/api/`. */
class RemiseApiModuleFrontController extends ModuleFrontController
{
    /** A machine is asking: no visitor, no cart, no page, and no redirection to another address or language. */
    public function run(): void
    {
        $this->context->cookie->disallowWriting();
        $path = (string) Tools::getValue('path');
        Api::send(Api::answer(Till::open()->http, $path, $_SERVER, fopen('php://input', 'rb')));
    }
}
