<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\App;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;
use Remise\Standalone\Web\Session;

/** Everything below `/api/` is the engine's; this only finds out whether our back office is asking. */
final class Api
{
    private const BACK_OFFICE = '~\A/api/(admin/|dynamicCoupons\z|coupons(/|\z))~';

    public function __construct(private readonly App $app)
    {
    }

    public function answer(Request $request): Response
    {
        $admin = preg_match(self::BACK_OFFICE, $request->path) === 1 && $this->isBackOffice($request);
        $failure = $request->method === 'POST' && $request->path === '/api/dynamicCoupons'
            ? $this->app->simulation->answer(fn (): bool => $admin || $this->hasKey($request))
            : null;
        if ($failure !== null) {
            return $failure;
        }
        $input = fopen('php://input', 'rb');
        $answer = $this->app->http->handle($request->server, $input, $admin);

        return new Response($answer->status, $answer->body, $answer->headers);
    }

    private function hasKey(Request $request): bool
    {
        return preg_match('/\Abearer +(\S+)\z/i', $request->header('authorization'), $found) === 1
            && $this->app->shop->authenticate('private', $found[1]);
    }

    private function isBackOffice(Request $request): bool
    {
        if (!$request->cookie(Session::COOKIE)) {
            return false;
        }
        $this->app->session->start(false);

        return $this->app->session->get('admin') === true
            && (in_array($request->method, ['GET', 'HEAD'], true) || $this->app->session->holds($request->header('x-csrf-token')));
    }
}
