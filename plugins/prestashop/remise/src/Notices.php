<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** Tells a visitor about codes that PrestaShop takes out of the cart without a word. */
final class Notices
{
    public function __construct(private readonly \Context $context, private readonly CodeRules $rules, private readonly Texts $texts)
    {
    }

    /** When the page has begun, before which PrestaShop looks through the cart. */
    public function show(\FrontController $controller): void
    {
        if ($controller instanceof \OrderController && \Tools::getIsset('submitAddDiscount')) {
            // So `PaymentModule::validateOrder` sends a customer back whose code was refused; nothing else does.
            $controller->errors[] = $this->texts->withdrawn((string) \Tools::getValue('discount_name'), '');
        }
        $cart = $this->context->cart;
        foreach ($cart === null ? [] : $this->rules->withdrawn($cart) as $code => $why) {
            $controller->warning[] = $this->texts->left((string) $code, $why);
        }
    }
}
