<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Http;
use Remise\Bridge\HttpAnswer;

/** Hands a request to one of PrestaShop's controllers over to the bridge, and its answer back. */
final class Api
{
    /** PrestaShop's own parameters of a module controller, where there are no friendly addresses. */
    private const OWN = ['fc', 'module', 'controller', 'isolang', 'id_lang', 'path'];

    /** What came in under one of our own addresses. @param resource $input of the body */
    public static function answer(Http $http, string $path, array $server, $input): HttpAnswer
    {
        return $http->handle(['REQUEST_URI' => self::uri($path, $server)] + $server, $input);
    }

    /** What the console asks of the back office. @param string $path with its query @param resource $input of the body */
    public static function admin(Http $http, string $path, array $server, $input): HttpAnswer
    {
        return $http->handle(['REQUEST_URI' => "/api$path"] + $server, $input, true);
    }

    public static function send(HttpAnswer $answer): void
    {
        http_response_code($answer->status);
        foreach ($answer->headers as $name => $value) {
            header("$name: $value");
        }
        echo $answer->body;
    }

    /** `/api/…` with the query as it came, less what PrestaShop put into it. */
    private static function uri(string $path, array $server): string
    {
        [, $query] = explode('?', (string) ($server['REQUEST_URI'] ?? ''), 2) + [1 => ''];
        $pairs = array_filter(
            explode('&', $query),
            static fn (string $pair): bool => $pair !== '' && !in_array(explode('=', $pair, 2)[0], self::OWN, true),
        );

        return '/api/' . implode('/', array_map(rawurlencode(...), explode('/', ltrim($path, '/')))) . '?' . implode('&', $pairs);
    }
}
