<?php

/** PrestaShop 8 only: runs the two hooks of PrestaShop 9 that let modules decide about a cart rule. */
class CartRule extends CartRuleCore
{
    public function checkValidity(Context $context, $alreadyInCart = false, $display_error = true, $check_carrier = true, $useOrderPrices = false)
    {
        $isValidatedByModules = null;
        $isValidatedByModulesError = $this->trans('This voucher is not valid.', [], 'Shop.Notifications.Error');
        Hook::exec('actionValidateCartRule', [
            'cart_rule' => $this,
            'cart' => $context->cart,
            'alreadyInCart' => $alreadyInCart,
            'display_error' => $display_error,
            'check_carrier' => $check_carrier,
            'useOrderPrices' => $useOrderPrices,
            'isValidatedByModules' => &$isValidatedByModules,
            'isValidatedByModulesError' => &$isValidatedByModulesError,
        ]);
        if ($isValidatedByModules === false) {
            return $display_error ? $isValidatedByModulesError : false;
        }

        return parent::checkValidity($context, $alreadyInCart, $display_error, $check_carrier, $useOrderPrices);
    }

    public function getContextualValue($use_tax, ?Context $context = null, $filter = null, $package = null, $use_cache = true)
    {
        $contextualValueFromModules = null;
        Hook::exec('actionGetCartRuleContextualValue', [
            'cart_rule' => $this,
            'use_tax' => $use_tax,
            'context' => $context,
            'filter' => $filter,
            'package' => $package,
            'use_cache' => $use_cache,
            'contextualValueFromModules' => &$contextualValueFromModules,
        ]);

        return $contextualValueFromModules ?? parent::getContextualValue($use_tax, $context, $filter, $package, $use_cache);
    }
}
