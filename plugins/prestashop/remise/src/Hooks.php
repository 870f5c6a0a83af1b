<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use PrestaShop\PrestaShop\Core\Cart\AmountImmutable;

/** The module's hooks: each hands what PrestaShop tells over to the class whose business it is. */
trait Hooks
{
    private ?Desk $desk = null;

    /** @return array<string, array<string, mixed>> */
    public function hookModuleRoutes(): array
    {
        return [
            // Not `/api/…`, which is PrestaShop's web service.
            'module-remise-api' => [
                'controller' => 'api',
                'rule' => 'remise/api/{path}',
                'keywords' => ['path' => ['regexp' => '[\w/.%~-]+', 'param' => 'path']],
                'params' => ['fc' => 'module', 'module' => 'remise'],
            ],
        ];
    }

    /** PrestaShop looks at no code while the shop has no cart rule, and ours come with the first code that is entered. */
    public function hookActionDispatcherBefore(): void
    {
        \Configuration::set('PS_CART_RULE_FEATURE_ACTIVE', '1');
    }

    /** @param array{controller: \FrontController} $params */
    public function hookActionFrontControllerInitAfter(array $params): void
    {
        // Most pages have nothing to do with codes, and need nothing of ours.
        if ($this->desk !== null || $params['controller'] instanceof \OrderController) {
            $this->desk()->notices->show($params['controller']);
        }
        if ($params['controller'] instanceof \CartController && \Tools::getIsset('addDiscount')) {
            $this->desk()->entry->enter($params['controller']);
        }
    }

    /** @param array<string, mixed> $params */
    public function hookActionValidateCartRule(array $params): void
    {
        if (!CodeRules::isOurs($params['cart_rule'])) {
            return;
        }
        $outcome = $this->desk()->decisions->outcome($params['cart'], (string) $params['cart_rule']->code);
        if ($outcome['answer'] === 'applied') {
            return;
        }
        $params['isValidatedByModules'] = false;
        $params['isValidatedByModulesError'] = $this->desk()->texts->reasons($outcome);
        if ($params['alreadyInCart']) {
            $this->desk()->rules->withdraw($params['cart'], $outcome['code'], $params['isValidatedByModulesError']);
        }
    }

    /** @param array<string, mixed> $params */
    public function hookActionApplyCartRule(array $params): void
    {
        if (!CodeRules::isOurs($params['cart_rule'])) {
            return;
        }
        $code = (string) $params['cart_rule']->code;
        $outcome = $this->desk()->decisions->outcome($params['cart'], $code, (bool) $params['with_free_shipping']);
        if ($outcome['answer'] === 'applied') {
            $params['cart_rule_data']->addDiscountApplied(new AmountImmutable($outcome['discount'], $outcome['discountNet']));
        }
        $params['is_applied_by_modules'] = true;
    }

    /** The same amounts as in `actionApplyCartRule`. @param array<string, mixed> $params */
    public function hookActionGetCartRuleContextualValue(array $params): void
    {
        if (!CodeRules::isOurs($params['cart_rule'])) {
            return;
        }
        $isPart = in_array($params['filter'], [\CartRule::FILTER_ACTION_SHIPPING, \CartRule::FILTER_ACTION_GIFT], true);
        $cart = ($params['context'] ?? \Context::getContext())->cart;
        $outcome = $isPart ? [] : $this->desk()->decisions->outcome($cart, (string) $params['cart_rule']->code);
        $params['contextualValueFromModules'] = $outcome[$params['use_tax'] ? 'discount' : 'discountNet'] ?? 0;
    }

    /** PrestaShop 8 only, by our override of the cart. @param array<string, mixed> $params */
    public function hookActionRemiseNewCalculator(array $params): void
    {
        Eight\CartRuleCalculator::into($params['calculator']);
    }

    /** @param array{object: \Order} $params */
    public function hookActionObjectOrderAddBefore(array $params): void
    {
        $cart = $this->context->cart;
        $order = $params['object'];
        $this->desk()->placement->hold($order, (int) $cart->id === (int) $order->id_cart ? $cart : new \Cart((int) $order->id_cart));
    }

    /** @param array{object: \Order} $params */
    public function hookActionObjectOrderAddAfter(array $params): void
    {
        $this->desk()->placement->commit($params['object']);
    }

    /** @param array<string, mixed> $params */
    public function hookActionOrderStatusPostUpdate(array $params): void
    {
        $order = new \Order((int) $params['id_order']);
        if (Placement::isOver((int) $params['newOrderStatus']->id) && Settings::isOn(Settings::RELEASE)) {
            $this->desk()->placement->cancelled($order);
        }
    }

    private function desk(): Desk
    {
        return $this->desk ??= new Desk($this->context, $this->trans(...));
    }
}
