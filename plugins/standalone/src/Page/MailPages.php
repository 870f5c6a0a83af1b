<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** The mail that this shop has written. */
final class MailPages extends Pages
{
    public function all(): Response
    {
        return $this->isAdmin()
            ? $this->page('admin-mail', 'Mail', ['messages_sent' => $this->app->spool->all()])
            : Response::seeOther('/admin');
    }

    public function one(Request $request, string $name): Response
    {
        if (!$this->isAdmin()) {
            return Response::seeOther('/admin');
        }
        $message = $this->app->spool->read($name) ?? throw new HttpError(404, 'there is no such message');

        return $this->page('admin-message', $message['subject'], ['mail' => $message]);
    }
}
