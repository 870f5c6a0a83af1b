<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** Finds who answers a path. `{name}` stands for one segment. */
final class Router
{
    /** @var array<string, array<string, \Closure>> by path and method */
    private array $routes = [];

    /** @param \Closure(Request, string...): Response $handler */
    public function on(string $method, string $path, \Closure $handler): void
    {
        $this->routes[$path][$method] = $handler;
    }

    public function answer(Request $request): Response
    {
        $method = $request->method === 'HEAD' ? 'GET' : $request->method;
        foreach ($this->routes as $path => $handlers) {
            $pattern = '~\A' . preg_replace('/\{\w+\}/', '([^/]+)', $path) . '\z~';
            if (preg_match($pattern, $request->path, $found) !== 1) {
                continue;
            }
            $handler = $handlers[$method] ?? throw self::wrongMethod($request->path, array_keys($handlers));

            return $handler($request, ...array_slice($found, 1));
        }
        throw new HttpError(404, 'there is nothing at this address');
    }

    /** @param list<string> $methods that the path takes */
    private static function wrongMethod(string $path, array $methods): HttpError
    {
        $allowed = implode(', ', in_array('GET', $methods, true) ? ['GET', 'HEAD', ...array_diff($methods, ['GET'])] : $methods);

        return new HttpError(405, "`$path` takes $allowed", ['allow' => $allowed]);
    }
}
