<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\App;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** What every page of the shop does: look the same, and take forms only from itself. */
abstract class Pages
{
    public function __construct(protected readonly App $app)
    {
    }

    /** @param array<string, mixed> $values */
    protected function page(string $template, string $title, array $values = [], int $status = 200): Response
    {
        $visit = $this->app->visit;
        $this->app->view->share([
            'csrf' => $this->app->session->csrf(),
            'currency' => $visit->currency(),
            'locale' => $visit->locale(),
            'customer' => $visit->customer(),
            'items' => array_sum($visit->cart()),
            'admin' => $this->isAdmin(),
            'messages' => $this->app->session->forget('messages') ?? [],
        ]);

        return Response::html($this->app->view->page($template, $title, $values), $status);
    }

    protected function isAdmin(): bool
    {
        return $this->app->session->get('admin') === true;
    }

    /** The token comes in the form, or in a header from our scripts. */
    protected function check(Request $request): void
    {
        $token = $request->header('x-csrf-token');
        if (!$this->app->session->holds($token === '' ? $request->form('csrf') : $token)) {
            throw new HttpError(403, 'this form is too old, or not ours; go back, reload the page and send it again');
        }
    }

    /** A path of this shop, for going back to where a form stood; never another site's. */
    protected function back(Request $request, string $otherwise = '/'): Response
    {
        $path = $request->form('back');

        return Response::seeOther(preg_match('~\A/(?![/\\\\])[\w\-./?=&%]*\z~', $path) === 1 ? $path : $otherwise);
    }
}
