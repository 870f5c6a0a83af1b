<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** The request being answered. */
final class Request
{
    private const BODY_LIMIT = 65_536;

    /**
     * @param array<string, mixed>  $query
     * @param array<string, mixed>  $form
     * @param array<string, mixed>  $server
     */
    public function __construct(
        public readonly string $method,
        public readonly string $path,
        private readonly array $query,
        private readonly array $form,
        public readonly array $server,
    ) {
    }

    public static function current(): self
    {
        $path = rawurldecode(explode('?', (string) $_SERVER['REQUEST_URI'], 2)[0]);

        return new self((string) $_SERVER['REQUEST_METHOD'], $path, $_GET, $_POST, $_SERVER);
    }

    public function query(string $name): string
    {
        return self::text($this->query[$name] ?? '');
    }

    public function form(string $name): string
    {
        return self::text($this->form[$name] ?? '');
    }

    public function header(string $name): string
    {
        return self::text($this->server['HTTP_' . strtoupper(strtr($name, '-', '_'))] ?? '');
    }

    public function isJson(): bool
    {
        return str_starts_with(strtolower((string) ($this->server['CONTENT_TYPE'] ?? '')), 'application/json');
    }

    public function hasBody(): bool
    {
        return (int) ($this->server['CONTENT_LENGTH'] ?? 0) > 0;
    }

    /** Whether the caller is a script of ours that wants data and not a page. */
    public function wantsJson(): bool
    {
        return $this->isJson() || str_contains($this->header('accept'), 'application/json');
    }

    /** @return array<string, mixed> the members of the JSON body */
    public function json(): array
    {
        $body = (string) file_get_contents('php://input', false, null, 0, self::BODY_LIMIT + 1);
        if (strlen($body) > self::BODY_LIMIT) {
            throw new HttpError(413, 'the body is longer than ' . self::BODY_LIMIT . ' bytes');
        }
        try {
            $read = json_decode($body, true, 16, JSON_THROW_ON_ERROR);
        } catch (\JsonException $error) {
            throw new HttpError(400, '$: the body is not JSON: ' . lcfirst($error->getMessage()));
        }

        return is_array($read) && ($read === [] || !array_is_list($read))
            ? $read
            : throw new HttpError(400, '$: an object was expected');
    }

    public function cookie(string $name): bool
    {
        return str_contains('; ' . $this->header('cookie'), "; $name=");
    }

    private static function text(mixed $value): string
    {
        return is_string($value) && preg_match('//u', $value) === 1 ? trim($value) : '';
    }
}
