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
            'orders' => $orders = $this->app->orders->latest(),
            'jobs' => $this->app->voucherJobs->of(array_column($orders, 'id')),
            'countries' => $this->app->data->countries,
        ]);
    }

    public function pay(Request $request, string $id): Response
    {
        $pay = function () use ($id): ?string {
            if (!$this->app->orders->pay($id)) {
                return null;
            }
            // What is few is there, and sent, when the page comes back.
            $this->app->voucherJobs->work(0);

            return "Order $id is paid.";
        };

        return $this->change($request, $pay, $id);
    }

    public function cancel(Request $request, string $id): Response
    {
        return $this->change($request, function () use ($id): ?string {
            $codes = count($this->app->orders->find($id)['codes'] ?? []);
            $cancelled = $this->app->orders->cancel($id);

            return $cancelled === null ? null : "Order $id is cancelled" . match (true) {
                !$cancelled['released'] => '.',
                $codes === 1 => '; its code can be used again.',
                default => '; its codes can be used again.',
            } . match ($cancelled['blocked']) {
                0 => '',
                1 => ' One unused voucher of it is blocked.',
                default => " {$cancelled['blocked']} unused vouchers of it are blocked.",
            };
        }, $id);
    }

    /** @param \Closure(): ?string $act what to say; null when there was nothing to do any more */
    private function change(Request $request, \Closure $act, string $id): Response
    {
        $this->check($request);
        if (!$this->isAdmin()) {
            throw new HttpError(403, 'sign in first');
        }
        $done = $act();
        $done === null
            ? $this->app->session->tell('warn', "Order $id was changed meanwhile; this is how it stands now.")
            : $this->app->session->tell('good', $done);

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
