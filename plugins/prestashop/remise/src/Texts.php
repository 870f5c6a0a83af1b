<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** What a customer reads: the engine's sentences where there is one, ours for what only a shop knows. */
final class Texts
{
    private const DOMAIN = 'Modules.Remise.Shop';

    /** @param \Closure(string, array<string, string>, string): string $translate PrestaShop's own */
    public function __construct(private readonly \Closure $translate)
    {
    }

    /** @param array<string, mixed> $outcome `Rejected`, or what came instead */
    public function reasons(array $outcome): string
    {
        if (isset($outcome['waitMs'])) {
            return $this->of('Too many codes were tried. Wait a few minutes and try again.');
        }
        $messages = array_column($outcome['reasons'] ?? [], 'message');

        // Themes print this as HTML.
        return $messages === []
            ? $this->of('This code cannot be checked at the moment. Try again later.')
            : self::html(implode(' ', $messages));
    }

    public function severalParcels(): string
    {
        return $this->of('Codes cannot be used for a cart that is delivered in several parcels.');
    }

    /** Of an order that was not made. */
    public function withdrawn(string $codes, string $why): string
    {
        return $this->of('The order was not placed, and nothing was charged: the code %code% no longer applies.', ['%code%' => self::html($codes)])
            . " $why " . $this->of('Your cart is as it was, without the code. You can order without it, or enter another one.');
    }

    /** Of a cart that changed, or has waited too long. */
    public function left(string $code, string $why): string
    {
        return $this->of('The code %code% was taken out of your cart.', ['%code%' => self::html($code)]) . " $why";
    }

    private static function html(string $text): string
    {
        return htmlspecialchars($text, ENT_NOQUOTES);
    }

    /** @param array<string, string> $parameters */
    private function of(string $text, array $parameters = []): string
    {
        return ($this->translate)($text, $parameters, self::DOMAIN);
    }
}
