<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The description of everything below `/api/`, for programs. It is a file beside the code, so that the engine stays small. */
final class OpenApi
{
    private const PATH = '/api/openapi.json';
    private const HEADERS = [
        'content-type' => 'application/json; charset=utf-8',
        'cache-control' => 'no-cache',
        'x-content-type-options' => 'nosniff',
    ];

    /** The answer when it is asked for; nothing for any other request. @param array<string, mixed> $call as for the engine */
    public static function answer(array $call): ?HttpAnswer
    {
        return match (true) {
            $call['path'] !== self::PATH => null,
            $call['method'] === 'GET' => new HttpAnswer(200, self::HEADERS, self::text()),
            $call['method'] === 'HEAD' => new HttpAnswer(200, self::HEADERS, ''),
            default => HttpAnswer::error(405, 'method_not_allowed', 'use GET, HEAD', null, ['allow' => 'GET, HEAD']),
        };
    }

    private static function text(): string
    {
        return (string) file_get_contents(dirname(__DIR__) . '/resources/openapi.json');
    }
}
