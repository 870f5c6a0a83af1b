<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;
use Remise\Standalone\Web\StaticFiles;

/** The console's files and what it must know of this shop; all of it for admins only. */
final class ConsolePages extends Pages
{
    public function config(): Response
    {
        $this->admit();

        return Response::json([
            'api' => '/api',
            'csrf' => $this->app->session->csrf(),
            'shop' => $this->app->data->name,
            'shopUrl' => '/',
            'simulate' => '/console/simulate',
            'mode' => $this->app->simulation->mode(),
        ]);
    }

    public function simulate(Request $request): Response
    {
        $this->admit();
        $this->check($request);
        $body = $request->json();
        $wrong = array_keys($body) === ['mode']
            ? $this->app->simulation->choose($body['mode'])
            : '$: an object with nothing but `mode` was expected';

        return $wrong === null
            ? Response::json(['mode' => $this->app->simulation->mode()])
            : throw new HttpError(400, $wrong);
    }

    public function file(Request $request, string $path): Response
    {
        if (!$this->isAdmin()) {
            return Response::seeOther('/admin');
        }

        $known = $request->header('if-none-match');

        return (new StaticFiles("{$this->app->project}/www"))->serve($path === '' ? 'index.html' : $path, $known);
    }

    private function admit(): void
    {
        if (!$this->isAdmin()) {
            throw new HttpError(401, 'sign in at /admin first');
        }
    }
}
