<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** A visitor enters a code in the shop's own field. */
final class Entry
{
    private const FIELD = 'discount_name';

    public function __construct(
        private readonly \Context $context,
        private readonly CodeRules $rules,
        private readonly Decisions $decisions,
        private readonly Texts $texts,
    ) {
    }

    /**
     * Before PrestaShop looks the code up. Of a code that applies it then finds the rule; of any other it finds our error, and looks
     * for nothing. Codes of the shop's own cart rules stay PrestaShop's business.
     */
    public function enter(\CartController $controller): void
    {
        $code = trim((string) \Tools::getValue(self::FIELD));
        $cart = $this->context->cart;
        if ($code === '' || !\Validate::isCleanHtml($code) || !$this->mayChange($controller) || !\Validate::isLoadedObject($cart)) {
            return;
        }
        if ($this->rules->isForeign($code) || in_array($code, $this->rules->codes($cart), true)) {
            return;
        }
        $outcome = $this->decisions->entered($cart, $code, [
            'remoteAddress' => (string) ($_SERVER['REMOTE_ADDR'] ?? ''),
            'session' => (string) $this->context->cookie->id_guest,
        ]);
        if ($outcome['answer'] !== 'applied') {
            $controller->errors[] = $this->texts->reasons($outcome);

            return;
        }
        $this->rules->ensure($outcome['code'], $outcome['name'] ?? $outcome['code']);
        // As the shop prints it, which is how the rule was named.
        $_POST[self::FIELD] = $outcome['code'];
    }

    /** The same that PrestaShop asks before it changes a cart. */
    private function mayChange(\CartController $controller): bool
    {
        return !\Connection::isBot() && !($this->context->customer->isLogged() && !$controller->isTokenValid());
    }
}
