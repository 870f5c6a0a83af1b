<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** What is sent back. */
final class Response
{
    /** Nothing inline, nothing from elsewhere; the engine's WebAssembly may be compiled. */
    private const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
        . "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** @param array<string, string> $headers */
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        public readonly array $headers = [],
        public readonly ?string $file = null,
    ) {
    }

    public static function html(string $body, int $status = 200): self
    {
        return new self($status, $body, ['content-type' => 'text/html; charset=utf-8', 'cache-control' => 'no-store']);
    }

    /** @param array<string, string> $headers */
    public function with(array $headers): self
    {
        return new self($this->status, $this->body, $headers + $this->headers, $this->file);
    }

    public static function json(mixed $value, int $status = 200): self
    {
        $text = json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);

        return new self($status, $text, ['content-type' => 'application/json', 'cache-control' => 'no-store']);
    }

    /** After a form was taken: the next page is fetched with GET, so that reloading it sends nothing twice. */
    public static function seeOther(string $path): self
    {
        return new self(303, '', ['location' => $path, 'cache-control' => 'no-store']);
    }

    public static function file(string $file, string $type, string $version): self
    {
        return new self(200, '', ['content-type' => $type, 'cache-control' => 'no-cache', 'etag' => $version], $file);
    }

    public function send(): void
    {
        http_response_code($this->status);
        header_remove('X-Powered-By');
        $safety = [
            'content-security-policy' => self::POLICY,
            'x-content-type-options' => 'nosniff',
            'referrer-policy' => 'same-origin',
        ];
        foreach ($this->headers + $safety as $name => $value) {
            header("$name: $value");
        }
        if ($this->file === null) {
            // The answer ends here, whatever the shop does behind it.
            if (in_array((string) ini_get('zlib.output_compression'), ['', '0'], true)) {
                header('content-length: ' . strlen($this->body));
            }
            echo ($_SERVER['REQUEST_METHOD'] ?? '') === 'HEAD' ? '' : $this->body;
        } else {
            readfile($this->file);
        }
        if (session_status() === PHP_SESSION_ACTIVE) {
            session_write_close();
        }
        function_exists('fastcgi_finish_request') ? fastcgi_finish_request() : flush();
    }
}
