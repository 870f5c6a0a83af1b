<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Sale\Codes;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** The cart and its codes: forms for everybody, JSON for our script. */
final class CartPages extends Pages
{
    private const LONGEST_CODE = 200;

    public function show(): Response
    {
        $visit = $this->app->visit;

        return $this->shown($this->app->prices->isEmpty($visit) ? null : $this->app->prices->priced($visit));
    }

    public function add(Request $request): Response
    {
        $this->check($request);
        $product = $this->app->catalogue->product($request->form('product')) ?? throw new HttpError(400, 'we have no such thing');
        $this->app->visit->add($product->id, max(1, (int) $request->form('quantity')));
        $this->app->session->tell('good', "{$product->name} is in your cart.");

        return $this->back($request, '/cart');
    }

    public function line(Request $request): Response
    {
        $this->check($request);
        if (!$request->isJson()) {
            return $this->formLine($request->form('line'), $request->form('quantity'));
        }
        $body = self::only($request->json(), ['line', 'quantity']);
        $line = $body['line'];
        if (!is_string($line) || !$this->holds($line)) {
            throw new HttpError(400, '$.line: a line of the cart was expected');
        }
        if (!is_int($body['quantity']) || $body['quantity'] < 0) {
            throw new HttpError(400, '$.quantity: a whole number from 0 was expected');
        }
        $this->app->visit->put($line, $body['quantity']);

        return $this->answer();
    }

    /** Where to, for the shipping; asked by the checkout page's script. */
    public function country(Request $request): Response
    {
        $this->check($request);
        $country = self::only($request->json(), ['country'])['country'];
        $visit = $this->app->visit;
        if (!is_string($country) || !isset($this->app->data->destinations($visit->currency())[$country])) {
            throw new HttpError(400, '$.country: a country of the list was expected');
        }
        $visit->deliverTo($country);

        return $this->answer();
    }

    public function enter(Request $request): Response
    {
        $this->check($request);
        $code = $request->isJson() ? self::only($request->json(), ['code'])['code'] : $request->form('code');
        if (!is_string($code) || strlen($code) > self::LONGEST_CODE) {
            throw new HttpError(400, '$.code: text of at most ' . self::LONGEST_CODE . ' bytes was expected');
        }
        $priced = $this->app->codes->enter(trim($code));
        if (isset($priced['waitMs'])) {
            return $this->tooMany($request, $priced);
        }
        if ($request->wantsJson()) {
            return Response::json($priced);
        }
        foreach (Codes::repeated($priced) as $message) {
            $this->app->session->tell('warn', $message);
        }

        return Response::seeOther('/cart#coupon');
    }

    /** The refusal of any other code, and when to try again. @param array<string, mixed> $priced */
    private function tooMany(Request $request, array $priced): Response
    {
        if (!$request->wantsJson()) {
            $this->app->session->tell('warn', 'Too many codes were tried. Wait a few minutes, then try again.');
        }
        $isEmpty = $this->app->prices->isEmpty($this->app->visit);
        $answer = $request->wantsJson() ? Response::json($priced, 429) : $this->shown($isEmpty ? null : $priced, 429);

        return $answer->with(['retry-after' => (string) self::seconds($priced['waitMs'])]);
    }

    private static function seconds(int $waitMs): int
    {
        return intdiv($waitMs + 999, 1000);
    }

    /** The code that is named, or all of them. */
    public function remove(Request $request): Response
    {
        $this->check($request);
        if ($request->method !== 'DELETE') {
            $this->app->codes->remove($request->form('code') === '' ? null : $request->form('code'));

            return Response::seeOther('/cart#coupon');
        }
        $code = $request->hasBody() ? self::only($request->json(), ['code'])['code'] : null;
        if ($code !== null && !is_string($code)) {
            throw new HttpError(400, '$.code: text was expected');
        }
        $this->app->codes->remove($code);

        return $this->answer();
    }

    /** A page that is out of date is answered with the cart as it is. */
    private function formLine(string $line, string $quantity): Response
    {
        if (!$this->holds($line)) {
            $this->app->session->tell('warn', 'That was not in your cart any more; this is how it stands now.');
        } elseif (!ctype_digit($quantity)) {
            $this->app->session->tell('warn', 'Enter a whole number from 0.');
        } else {
            $this->app->visit->put($line, (int) $quantity);
        }

        return Response::seeOther('/cart');
    }

    /** @param null|array<string, mixed> $priced null for an empty cart */
    private function shown(?array $priced, int $status = 200): Response
    {
        return $this->page('cart', 'Cart', [
            'priced' => $priced,
            'cart' => $this->app->prices->cart($this->app->visit),
            'products' => $this->app->catalogue->products,
            'patterns' => $this->app->shop->site()['patterns'],
        ], $status);
    }

    private function holds(string $line): bool
    {
        return isset($this->app->visit->cart()[$line]) && $this->app->catalogue->product($line) !== null;
    }

    private function answer(): Response
    {
        return Response::json($this->app->prices->priced($this->app->visit));
    }

    /** @param array<string, mixed> $body @param list<string> $names @return array<string, mixed> */
    private static function only(array $body, array $names): array
    {
        foreach (array_diff(array_keys($body), $names) as $unknown) {
            throw new HttpError(400, "$.$unknown: there is no such field");
        }
        foreach (array_diff($names, array_keys($body)) as $missing) {
            throw new HttpError(400, "$.$missing: this field is missing");
        }

        return $body;
    }
}
