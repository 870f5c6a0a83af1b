<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Seed;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** The shop's back office: sign-in and orders. Coupons are the console's. */
final class AdminPages extends Pages
{
    public function home(): Response
    {
        return $this->isAdmin() ? Response::seeOther('/admin/orders') : $this->signIn();
    }

    public function login(Request $request): Response
    {
        $this->check($request);
        $address = (string) ($request->server['REMOTE_ADDR'] ?? '');
        $known = $this->app->signIn->try($request->form('name'), $request->form('password'), $address);
        if ($known !== true) {
            return $known === null
                ? $this->signIn('Too many tries. Wait a few minutes.', 429)
                : $this->signIn('Name and password do not belong together.', 403);
        }
        $this->app->session->renew();
        $this->app->session->set('admin', true);

        return $this->back($request, '/admin/orders');
    }

    public function logout(Request $request): Response
    {
        $this->check($request);
        $this->app->session->forget('admin');
        $this->app->session->renew();

        return Response::seeOther('/admin');
    }

    public function orders(): Response
    {
        if (!$this->isAdmin()) {
            return Response::seeOther('/admin');
        }

        return $this->page('admin-orders', 'Orders', [
            'orders' => $this->app->orders->latest(),
            'countries' => $this->app->data->countries,
        ]);
    }

    public function pay(Request $request, string $id): Response
    {
        return $this->change($request, $this->app->orders->pay(...), $id, "Order $id is paid.");
    }

    public function cancel(Request $request, string $id): Response
    {
        $codes = $this->app->orders->find($id)['codes'] ?? [];
        $done = "Order $id is cancelled" . match (count($codes)) {
            0 => '.',
            1 => '; its code can be used again.',
            default => '; its codes can be used again.',
        };

        return $this->change($request, $this->app->orders->cancel(...), $id, $done);
    }

    /** @param \Closure(string): bool $act */
    private function change(Request $request, \Closure $act, string $id, string $done): Response
    {
        $this->check($request);
        if (!$this->isAdmin()) {
            throw new HttpError(403, 'sign in first');
        }
        $act($id)
            ? $this->app->session->tell('good', $done)
            : $this->app->session->tell('warn', "Order $id was changed meanwhile; this is how it stands now.");

        return Response::seeOther('/admin/orders');
    }

    private function signIn(string $wrong = '', int $status = 200): Response
    {
        return $this->page('admin-login', 'Sign in', [
            'wrong' => $wrong,
            'demoName' => Seed::ADMIN,
            'demoPassword' => Seed::PASSWORD,
        ], $status);
    }
}
