<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Standalone\Web\Session;

/** What this visitor has chosen so far: currency, customer, cart, codes. */
final class Visit
{
    public const MOST_OF_ONE = 999;

    /** @param string $remoteAddress as the server saw it; what a proxy writes into headers anybody could write */
    public function __construct(
        private readonly Session $session,
        private readonly ShopData $data,
        private readonly string $remoteAddress,
    ) {
    }

    /** Who this is to those who count tries. @return array<string, string> */
    public function source(): array
    {
        return ['remoteAddress' => $this->remoteAddress, 'session' => $this->session->id()];
    }

    public function currency(): string
    {
        $chosen = $this->session->get('currency');

        return isset($this->data->currencies[$chosen]) ? $chosen : array_key_first($this->data->currencies);
    }

    public function choose(string $currency, string $customer): void
    {
        if (isset($this->data->currencies[$currency])) {
            $this->session->set('currency', $currency);
        }
        if ($customer !== ($this->customer()?->id ?? '')) {
            $this->session->set('customer', $customer);
            $this->session->forget('email');
        }
    }

    public function customer(): ?Customer
    {
        return $this->data->customers[$this->session->get('customer', '')] ?? null;
    }

    public function locale(): string
    {
        return $this->data->locale($this->currency());
    }

    /** The e-mail address: of the account, or what a guest has given. */
    public function email(): string
    {
        return $this->customer()?->email ?? (string) $this->session->get('email', '');
    }

    public function country(): string
    {
        $destinations = $this->data->destinations($this->currency());
        $chosen = $this->session->get('country');

        return isset($destinations[$chosen]) ? $chosen : (string) array_key_first($destinations);
    }

    public function deliverTo(string $country): void
    {
        $this->session->set('country', $country);
    }

    /** A guest's address; an account has its own. */
    public function writeTo(string $email): void
    {
        if ($this->customer() === null) {
            $this->session->set('email', $email);
        }
    }

    /** @return array<string, int> quantities by product */
    public function cart(): array
    {
        return $this->session->get('cart', []);
    }

    public function put(string $product, int $quantity): void
    {
        $cart = $this->cart();
        if ($quantity < 1) {
            unset($cart[$product]);
        } else {
            $cart[$product] = min($quantity, self::MOST_OF_ONE);
        }
        $this->session->set('cart', $cart);
    }

    public function add(string $product, int $quantity): void
    {
        // Cut first: the sum of two huge numbers is no integer any more.
        $this->put($product, ($this->cart()[$product] ?? 0) + min($quantity, self::MOST_OF_ONE));
    }

    /** @return list<string> as the engine writes them */
    public function codes(): array
    {
        return $this->session->get('codes', []);
    }

    /** @param list<string> $codes */
    public function keep(array $codes): void
    {
        $this->session->set('codes', $codes);
    }

    /** The number the coming order will have; kept until it is placed, so that a form sent twice is one order. */
    public function orderId(\Closure $new): string
    {
        if ($this->session->get('order') === null) {
            $this->session->set('order', $new());
        }

        return $this->session->get('order');
    }

    /** The cart became an order. */
    public function placed(string $order): void
    {
        array_map($this->session->forget(...), ['cart', 'codes', 'order']);
        $this->session->set('orders', [$order, ...$this->session->get('orders', [])]);
    }

    /** @return list<string> orders placed in this session, newest first */
    public function orders(): array
    {
        return $this->session->get('orders', []);
    }
}
