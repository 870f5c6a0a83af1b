<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Sale\Changed;
use Remise\Standalone\Sale\Refused;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** Checkout, and the orders of a customer. */
final class OrderPages extends Pages
{
    public function checkout(): Response
    {
        return $this->app->prices->isEmpty($this->app->visit) ? Response::seeOther('/cart') : $this->form();
    }

    public function place(Request $request): Response
    {
        $this->check($request);
        $visit = $this->app->visit;
        if ($this->isPlaced($request->form('order'))) {
            return Response::seeOther('/orders/' . $request->form('order'));
        }
        if ($this->app->prices->isEmpty($visit)) {
            return Response::seeOther('/cart');
        }
        $email = $visit->customer()?->email ?? $request->form('email');
        $country = $request->form('country');
        $wrong = array_filter([
            'email' => filter_var($email, FILTER_VALIDATE_EMAIL) === false
                ? 'Enter an e-mail address such as ann@example.org.'
                : null,
            'country' => isset($this->app->data->destinations($visit->currency())[$country])
                ? null
                : 'Choose a country.',
        ]);
        if (!isset($wrong['country'])) {
            $visit->deliverTo($country);
        }
        if ($wrong !== []) {
            return $this->form(['wrong' => $wrong, 'email' => $email], 422);
        }
        $visit->writeTo($email);
        foreach (explode("\t", $request->form('without')) as $code) {
            $this->app->codes->remove($code);
        }

        return $this->tryToPlace($request->form('totalMinor'));
    }

    public function show(Request $request, string $id): Response
    {
        $order = $this->app->orders->find($id);
        $customer = $this->app->visit->customer();
        $theirs = in_array($id, $this->app->visit->orders(), true)
            || ($customer !== null && ($order['customer'] ?? '') === $customer->id);
        if ($order === null || !($theirs || $this->isAdmin())) {
            throw new HttpError(404, 'there is no such order of yours');
        }

        return $this->page('order', "Order $id", ['order' => $order, 'countries' => $this->app->data->countries]);
    }

    public function all(): Response
    {
        $visit = $this->app->visit;

        return $this->page('orders', 'Your orders', ['orders' => $this->app->orders->of($visit->customer(), $visit->orders())]);
    }

    private function tryToPlace(string $shownMinor): Response
    {
        $visit = $this->app->visit;
        $id = $visit->orderId($this->app->orders->newId(...));
        try {
            $id = $this->app->checkout->place($id, $visit, $shownMinor);
        } catch (Refused) {
            return $this->form(['refused' => true], 409);
        } catch (Changed $changed) {
            return $this->form(['changed' => $changed->getMessage()], 409);
        }
        $visit->placed($id);

        return Response::seeOther("/orders/$id");
    }

    /** @param array<string, mixed> $values */
    private function form(array $values = [], int $status = 200): Response
    {
        $visit = $this->app->visit;

        return $this->page('checkout', 'Checkout', array_replace([
            'priced' => $this->app->prices->priced($visit),
            'products' => $this->app->catalogue->products,
            'cart' => $visit->cart(),
            'email' => $visit->email(),
            'country' => $visit->country(),
            'destinations' => $this->app->data->destinations($visit->currency()),
            'order' => $visit->orderId($this->app->orders->newId(...)),
            'wrong' => [],
            'refused' => false,
            'changed' => null,
        ], $values), $status);
    }

    private function isPlaced(string $order): bool
    {
        return in_array($order, $this->app->visit->orders(), true);
    }
}
