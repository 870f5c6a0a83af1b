<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** Somebody with a browser: keeps cookies, knows the token of the last page, follows nothing by itself. */
final class Visitor
{
    /** @var array<string, string> */
    private array $cookies = [];
    public string $csrf = '';
    /** The total that the last checkout page showed. */
    public string $total = '';

    public function __construct(private readonly int $port)
    {
    }

    public function get(string $path): Reply
    {
        return $this->send('GET', $path);
    }

    /** A form of the page last seen. @param array<string, string> $fields */
    public function post(string $path, array $fields): Reply
    {
        return $this->receive($this->open(...$this->form($path, $fields)));
    }

    /** A script's request. @param array<string, string> $headers */
    public function json(string $method, string $path, mixed $body = null, array $headers = []): Reply
    {
        $text = $body === null ? '' : (is_string($body) ? $body : json_encode($body, JSON_THROW_ON_ERROR));
        $own = ['content-type' => 'application/json', 'accept' => 'application/json', 'x-csrf-token' => $this->csrf];

        return $this->send($method, $path, $text, array_filter($headers + $own, static fn (string $value): bool => $value !== ''));
    }

    /** @param array<string, string> $headers */
    public function send(string $method, string $path, string $body = '', array $headers = []): Reply
    {
        return $this->receive($this->open($method, $path, $body, $headers));
    }

    /**
     * Everybody's form is on its way before any answer is read.
     *
     * @param list<array{Visitor, string, array<string, string>}> $forms
     *
     * @return list<Reply>
     */
    public static function together(array $forms): array
    {
        $open = array_map(static fn (array $form): array => [$form[0], $form[0]->open(...$form[0]->form($form[1], $form[2]))], $forms);

        return array_map(static fn (array $sent): Reply => $sent[0]->receive($sent[1]), $open);
    }

    /** @param array<string, string> $fields @return array{string, string, string, array<string, string>} */
    private function form(string $path, array $fields): array
    {
        $shown = $path === '/checkout' ? ['totalMinor' => $this->total] : [];
        $body = http_build_query($fields + $shown + ['csrf' => $this->csrf]);

        return ['POST', $path, $body, ['content-type' => 'application/x-www-form-urlencoded']];
    }

    /** @param array<string, string> $headers @return resource */
    private function open(string $method, string $path, string $body = '', array $headers = [])
    {
        $socket = stream_socket_client("tcp://127.0.0.1:{$this->port}", $code, $text, 10);
        $headers += ['host' => 'localhost', 'connection' => 'close'];
        if ($body !== '' || $method !== 'GET') {
            $headers += ['content-length' => (string) strlen($body)];
        }
        if ($this->cookies !== []) {
            $headers['cookie'] = http_build_query($this->cookies, '', '; ');
        }
        $head = "$method $path HTTP/1.1\r\n";
        // An empty one is left out, the length too.
        foreach (array_filter($headers, static fn (string $value): bool => $value !== '') as $name => $value) {
            $head .= "$name: $value\r\n";
        }
        @fwrite($socket, "$head\r\n$body");

        return $socket;
    }

    /** @param resource $socket */
    private function receive($socket): Reply
    {
        stream_set_timeout($socket, 60);
        $reply = Reply::parse((string) stream_get_contents($socket));
        fclose($socket);
        foreach ($reply->headers['set-cookie'] ?? [] as $cookie) {
            [$name, $value] = explode('=', explode(';', $cookie)[0], 2);
            $this->cookies[$name] = $value;
        }
        $this->csrf = $reply->csrf() === '' ? $this->csrf : $reply->csrf();
        $this->total = $reply->hidden('totalMinor') === '' ? $this->total : $reply->hidden('totalMinor');

        return $reply;
    }
}
