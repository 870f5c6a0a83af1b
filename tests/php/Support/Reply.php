<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** An HTTP answer as it came over the wire. */
final class Reply
{
    /** @param array<string, list<string>> $headers by name in lower case */
    private function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    public static function parse(string $raw): self
    {
        [$head, $body] = explode("\r\n\r\n", $raw, 2) + ['', ''];
        $lines = explode("\r\n", $head);
        $headers = [];
        foreach (array_slice($lines, 1) as $line) {
            [$name, $value] = explode(':', $line, 2) + ['', ''];
            $headers[strtolower($name)][] = trim($value);
        }

        return new self((int) (explode(' ', $lines[0])[1] ?? 0), $headers, $body);
    }

    public function header(string $name): string
    {
        return $this->headers[$name][0] ?? '';
    }

    /** @return array<string, mixed> */
    public function json(): array
    {
        return json_decode($this->body, true, 64, JSON_THROW_ON_ERROR);
    }

    /** What a reader sees, in one line. */
    public function text(): string
    {
        $shown = html_entity_decode(strip_tags((string) preg_replace('~<(script|style).*?</\1>~s', '', $this->body)), ENT_QUOTES);

        return trim((string) preg_replace('/[\s\x{a0}]+/u', ' ', $shown));
    }

    public function csrf(): string
    {
        return $this->hidden('csrf');
    }

    /** A hidden field of the page; empty when it has none of that name. */
    public function hidden(string $name): string
    {
        return preg_match('/type="hidden" name="' . $name . '" value="([^"]*)"/', $this->body, $found) === 1 ? $found[1] : '';
    }

    /** What the button "Order without what does not apply" sends. */
    public function without(): string
    {
        return preg_match('/name="without" value="([^"]*)"/', $this->body, $found) === 1 ? html_entity_decode($found[1], ENT_QUOTES) : '';
    }
}
