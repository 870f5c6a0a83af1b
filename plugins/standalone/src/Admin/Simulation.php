<?php

declare(strict_types=1);

namespace Remise\Standalone\Admin;

use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Rows;
use Remise\Standalone\Web\Response;

/** Lets this shop fail on purpose the ways real shops do (D5, D6), so that every result of the test tool can be seen. */
final class Simulation
{
    private const STATE = 'simulate';
    private const SILENCE_SECONDS = 30;
    private const MODES = ['off', 'empty', 'not_found', 'unauthorized', 'failure', 'error_page', 'empty_page', 'silent'];

    private const PAGE = <<<'HTML'
        <!doctype html>
        <html><head><title>Oops</title></head>
        <body><h1>Something went wrong</h1>
        <p>Fatal error: Uncaught Exception: cart rule could not be saved in classes/CartRule.php:412</p>
        <script>alert('this must be shown, never run')</script></body></html>

        HTML;

    private readonly Rows $states;

    public function __construct(Connection $db)
    {
        $this->states = new Rows($db, 'shop_state');
    }

    public function mode(): string
    {
        return (string) ($this->states->one(['name' => self::STATE])['value'] ?? 'off');
    }

    /** @return null|string what is wrong with the mode */
    public function choose(mixed $mode): ?string
    {
        if (!in_array($mode, self::MODES, true)) {
            return '$.mode: one of ' . implode(', ', self::MODES) . ' was expected';
        }
        if (!$this->states->offer(['name' => self::STATE, 'value' => $mode])) {
            $this->states->update(['value' => $mode], ['name' => self::STATE]);
        }

        return null;
    }

    /**
     * What the chosen failure answers; nothing while the shop works.
     *
     * @param \Closure(): bool $isTrusted whether the caller may make us wait; strangers would hold every worker
     */
    public function answer(\Closure $isTrusted): ?Response
    {
        return match ($this->mode()) {
            'empty' => Response::json(['status' => 'ok', 'coupon' => null]),
            'not_found' => self::error(404, 'not_found', 'no module answers at this address'),
            'unauthorized' => self::error(401, 'unauthorized', 'the private key is not known'),
            'failure' => self::error(500, 'failure', 'the shop failed while it created the coupon'),
            'error_page' => new Response(200, self::PAGE, ['content-type' => 'text/html; charset=utf-8']),
            'empty_page' => new Response(200, '', ['content-type' => 'text/html; charset=utf-8']),
            'silent' => $isTrusted() ? self::silence() : null,
            default => null,
        };
    }

    private static function error(int $status, string $error, string $message): Response
    {
        return Response::json(['error' => $error, 'message' => $message], $status);
    }

    /** Longer than a client waits; then the connection ends without a word. */
    private static function silence(): Response
    {
        sleep(self::SILENCE_SECONDS);

        return new Response(504, '');
    }
}
