<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** An order whose code cannot be had any more: the customer is told and keeps the cart, and the shop owner is told. */
final class Refusal
{
    public function __construct(private readonly \Context $context, private readonly CodeRules $rules, private readonly Texts $texts)
    {
    }

    /** @param array<string, mixed> $answer what the engine said instead of `held` */
    public function of(\Order $order, \Cart $cart, array $answer): void
    {
        $codes = $this->rules->codes($cart);
        $refused = array_intersect($codes, [$answer['answer'] === 'rejected' ? $answer['code'] : null]);
        $this->takeOut($cart, $refused === [] ? $codes : $refused, $this->texts->reasons($answer));
        $this->without($order, $cart);
        $this->reprice($order, $cart);
    }

    public function ofSeveralParcels(\Order $order, \Cart $cart): void
    {
        $this->takeOut($cart, $this->rules->codes($cart), $this->texts->severalParcels());
        $this->without($order, $cart);
        $this->reprice($order, $cart);
    }

    /** Before an order is made without what was taken out of its cart in this request; who has paid nothing yet is asked. */
    public function without(\Order $order, \Cart $cart): void
    {
        $withdrawn = $this->rules->withdrawn($cart);
        $codes = implode(', ', array_keys($withdrawn));
        if ($this->isAskedFirst($order)) {
            Log::note("cart $cart->id was not ordered: the code $codes no longer applies", 'Cart', (int) $cart->id);
            $this->tell($this->texts->withdrawn($codes, implode(' ', array_unique($withdrawn))));
        }
        // The money is there already, so the order has to be; without the discount it shows what is still owed.
        Log::error("cart $cart->id is ordered without the code $codes, which no longer applies; what was paid may not cover it", 'Cart', (int) $cart->id);
    }

    /** @param array<int, string> $codes by the ids of their rules */
    private function takeOut(\Cart $cart, array $codes, string $why): void
    {
        foreach ($codes as $rule => $code) {
            $cart->removeCartRule($rule);
            $this->rules->withdraw($cart, $code, $why);
        }
    }

    /** Whether the customer is here to decide again, and has not paid yet. */
    private function isAskedFirst(\Order $order): bool
    {
        return $this->context->controller instanceof \FrontController
            && in_array($order->module, Settings::list(Settings::UNPAID), true);
    }

    private function tell(string $message): never
    {
        $this->context->controller->errors[] = $message;
        $this->context->controller->redirectWithNotifications($this->context->link->getPageLink('cart', null, null, ['action' => 'show']));
        exit;
    }

    /** The order's amounts as PrestaShop finds them for the cart as it is now. */
    private function reprice(\Order $order, \Cart $cart): void
    {
        $total = static fn (bool $withTax, int $kind): mixed =>
            $cart->getOrderTotal($withTax, $kind, $order->product_list, (int) $order->id_carrier);
        $order->total_discounts_tax_excl = $total(false, \Cart::ONLY_DISCOUNTS);
        $order->total_discounts = $order->total_discounts_tax_incl = $total(true, \Cart::ONLY_DISCOUNTS);
        $order->total_paid_tax_excl = $total(false, \Cart::BOTH);
        $order->total_paid = $order->total_paid_tax_incl = $total(true, \Cart::BOTH);
    }
}
