<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** Files of a directory, and of nothing outside it. */
final class StaticFiles
{
    private const TYPES = [
        'css' => 'text/css; charset=utf-8',
        'html' => 'text/html; charset=utf-8',
        'js' => 'text/javascript; charset=utf-8',
        'json' => 'application/json',
        'md' => 'text/plain; charset=utf-8',
        'png' => 'image/png',
        'svg' => 'image/svg+xml',
        'ts' => 'text/plain; charset=utf-8',
        'wasm' => 'application/wasm',
    ];

    public function __construct(private readonly string $directory)
    {
    }

    /** @param string $known the version a browser has, as it says in `If-None-Match` */
    public function serve(string $path, string $known = ''): Response
    {
        $file = str_contains($path, "\0") ? false : realpath($this->directory . '/' . ltrim($path, '/'));
        $root = realpath($this->directory);
        $type = self::TYPES[strtolower(pathinfo((string) $file, PATHINFO_EXTENSION))] ?? null;
        if ($file === false || $root === false || $type === null || !str_starts_with($file, $root . '/') || !is_file($file)) {
            throw new HttpError(404, "there is no file `$path`");
        }

        $version = sprintf('"%x-%x"', (int) filemtime($file), (int) filesize($file));

        return $known === $version ? new Response(304, '', ['etag' => $version]) : Response::file($file, $type, $version);
    }
}
