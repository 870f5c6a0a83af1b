<?php

declare(strict_types=1);

namespace Remise\Magento\Model;

use Magento\Framework\Phrase;

/** What a customer reads: the engine's sentences where there is one, ours for what only a shop knows. */
final class Texts
{
    /** @param array<string, mixed> $outcome `Rejected`, or what came instead */
    public function reasons(array $outcome): Phrase
    {
        $messages = array_column($outcome['reasons'] ?? [], 'message');

        return $messages === []
            ? __('This code cannot be checked at the moment. Try again later.')
            : new Phrase(implode(' ', $messages));
    }

    public function tooMany(): Phrase
    {
        return __('Too many codes were tried. Wait a few minutes and try again.');
    }

    /** Of an order that was not made. */
    public function withdrawn(string $code, Phrase $why): Phrase
    {
        return __(
            'The order was not placed, and nothing was charged: the code %1 no longer applies. %2 Your cart is as it was, without the code. You can order without it, or enter another one.',
            $code,
            $why,
        );
    }

    /** Of an order that would have cost something else than was shown. */
    public function changed(string $code): Phrase
    {
        return __(
            'The order was not placed, and nothing was charged: what the code %1 takes off has changed. Look at the new total, and order again.',
            $code,
        );
    }

    public function busy(): Phrase
    {
        return __('This order is being placed already.');
    }
}
