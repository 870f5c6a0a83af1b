<?php

declare(strict_types=1);

/** @see classes/controller/Controller.php */
abstract class Controller
{
    public $errors = [];
    public $warning = [];

    protected ?Context $context;

    public function __construct()
    {
        $this->context = Context::getContext();
    }
}

/** The customer was sent to another page; PrestaShop ends the process there. */
final class Redirected extends Error
{
}

class FrontController extends Controller
{
    /** Of `init` what cart rules and hooks see. */
    public function init()
    {
        Hook::exec('actionDispatcherBefore', []);
        foreach ($this->context->cart?->getCartRules() ?? [] as $row) {
            if ($row['obj']->checkValidity($this->context, true)) {
                $this->context->cart->removeCartRule($row['obj']->id);
            }
        }
        Hook::exec('actionFrontControllerInitAfter', ['controller' => $this]);
    }

    public function isTokenValid()
    {
        return true;
    }

    public function redirectWithNotifications()
    {
        throw new Redirected(implode(' ', $this->errors));
    }
}

class ModuleFrontController extends FrontController
{
}

class OrderController extends FrontController
{
}

/** @see controllers/front/CartController.php */
class CartController extends FrontController
{
    /** `init`, then `updateCart`, of a request that enters a code. */
    public function run(): void
    {
        $this->init();
        $code = trim((string) Tools::getValue('discount_name'));
        if ($this->errors || !CartRule::isFeatureActive()) {
            return;
        }
        $cartRule = new CartRule(CartRule::getIdByCode($code));
        if (!Validate::isLoadedObject($cartRule)) {
            $this->errors[] = 'This voucher does not exist.';
        } elseif ($error = $cartRule->checkValidity($this->context)) {
            $this->errors[] = $error;
        } else {
            $this->context->cart->addCartRule($cartRule->id);
        }
    }
}
