<?php

declare(strict_types=1);

namespace Remise\Bridge;

use Remise\Bridge\Sql\Connection;

/** Carries a PHP request to the engine's `http` verb and its answer back. Routes and decides nothing. */
final class Http
{
    public const BODY_LIMIT = 1_048_576;

    /** What the engine never needs to see: the shop's own sessions. */
    private const KEPT_BACK = ['cookie' => true, 'x-csrf-token' => true];

    /** @var \Closure(string): void */
    private readonly \Closure $log;

    /**
     * @param null|\Closure(string): void $log PHP's own error log when absent
     * @param null|Connection             $db  of the engine's shop: what is done under an `Idempotency-Key`, and the answer that
     *                                         is kept for it, are one transaction then
     */
    public function __construct(
        private readonly Engine $engine,
        ?\Closure $log = null,
        private readonly ?Connection $db = null,
    ) {
        $this->log = $log ?? static function (string $line): void {
            error_log($line);
        };
    }

    /**
     * Answers the running request.
     *
     * @param array<string, mixed> $server PHP's `$_SERVER`
     * @param resource             $input  of the body, such as `php://input`
     * @param bool                 $admin  the host's own finding, of its back-office session and CSRF token
     */
    public function handle(array $server, $input, bool $admin = false): HttpAnswer
    {
        $length = $server['CONTENT_LENGTH'] ?? '';
        // One byte more than allowed tells enough; the rest of a huge body is left unread.
        $body = is_numeric($length) && (int) $length > self::BODY_LIMIT
            ? null
            : (string) stream_get_contents($input, self::BODY_LIMIT + 1);
        if ($body === null || strlen($body) > self::BODY_LIMIT) {
            return self::tooLong();
        }

        $call = self::call($server, $body, $admin);

        return OpenApi::answer($call) ?? $this->answer($call);
    }

    /** Answers one call of the verb `http`. @param array<string, mixed> $call */
    public function answer(array $call): HttpAnswer
    {
        $isText = preg_match('//u', (string) ($call['body'] ?? '')) === 1;
        if (!$isText && str_starts_with(strtolower((string) (((array) ($call['headers'] ?? []))['content-type'] ?? '')), 'text/csv')) {
            // What a table that is not UTF-8 means is for the engine to say: each byte goes as the character of its number.
            [$call['body'], $call['bytes'], $isText] = [self::characters($call['body']), true, true];
        }
        if (!$isText) {
            $text = 'the body is not valid UTF-8';

            return HttpAnswer::error(400, 'bad_json', $text, ['fault' => 'bad_json', 'path' => '$', 'message' => $text]);
        }
        try {
            $answer = $this->answered($call);
        } catch (\PDOException $busy) {
            ($this->log)('Remise: ' . $busy->getMessage());

            return HttpAnswer::error(503, 'unavailable', 'the shop cannot answer right now; nothing was changed; try again in a moment', headers: ['retry-after' => '5']);
        } catch (EngineFailure $failure) {
            ($this->log)('Remise: ' . $failure->getMessage());

            return $failure instanceof EngineExhausted && $failure->ofRequest
                ? HttpAnswer::error(413, 'body_too_large', 'the shop has no memory for a request of this size; send a smaller one')
                : HttpAnswer::error(503, 'engine', "the shop's coupon engine cannot answer; its error log tells why");
        }

        return ($answer['answer'] ?? null) === 'http'
            ? new HttpAnswer($answer['status'], $answer['headers'], $answer['body'])
            : HttpAnswer::error(400, 'bad_request', $answer['faults'][0]['message'] ?? 'the request is not understood');
    }

    /**
     * Under an `Idempotency-Key` all or nothing: a worker that dies has neither done anything nor claimed the key, and who sends
     * the request again meanwhile waits for the first one's answer. An answer that the shop could not give undoes all as well.
     *
     * @param array<string, mixed> $call
     *
     * @return array<string, mixed>
     */
    private function answered(array $call): array
    {
        if ($this->db === null || !isset(((array) ($call['headers'] ?? []))['idempotency-key'])) {
            return $this->engine->call($call);
        }
        try {
            return $this->db->transaction(function () use ($call): array {
                $answer = $this->engine->call($call);

                return ($answer['status'] ?? 500) < 500 ? $answer : throw new Undone($answer);
            });
        } catch (Undone $undone) {
            return $undone->answer;
        }
    }

    /** @param array<string, mixed> $server @return array<string, mixed> */
    private static function call(array $server, string $body, bool $admin): array
    {
        [$path, $query] = explode('?', (string) ($server['REQUEST_URI'] ?? '/'), 2) + [1 => ''];

        // Objects, since an empty PHP array would be sent as a list.
        return [
            'verb' => 'http',
            'method' => (string) ($server['REQUEST_METHOD'] ?? 'GET'),
            'path' => rawurldecode($path),
            'query' => (object) self::query($query),
            'headers' => (object) array_diff_key(self::headers($server), self::KEPT_BACK),
            'body' => $body,
            'remoteAddress' => (string) ($server['REMOTE_ADDR'] ?? ''),
            'admin' => $admin,
        ];
    }

    /** PHP's own parser makes arrays of `a[]` and changes names with dots. @return array<string, string> */
    private static function query(string $query): array
    {
        $read = [];
        foreach (array_filter(explode('&', $query), static fn (string $pair): bool => $pair !== '') as $pair) {
            [$name, $value] = explode('=', $pair, 2) + [1 => ''];
            $read[urldecode($name)] = urldecode($value);
        }

        return $read;
    }

    /** @param array<string, mixed> $server @return array<string, string> */
    private static function headers(array $server): array
    {
        $headers = [];
        foreach ($server as $name => $value) {
            $name = (string) $name;
            // Apache hands `Authorization` to CGI only after a rewrite, under a longer name.
            $name = str_starts_with($name, 'REDIRECT_HTTP_') ? substr($name, strlen('REDIRECT_')) : $name;
            if (str_starts_with($name, 'HTTP_')) {
                $headers[strtolower(strtr(substr($name, strlen('HTTP_')), '_', '-'))] ??= (string) $value;
            } elseif ($name === 'CONTENT_TYPE' && $value !== '') {
                $headers['content-type'] = (string) $value;
            }
        }

        return $headers;
    }

    private static function characters(string $bytes): string
    {
        $high = range("\x80", "\xFF");

        return strtr($bytes, array_combine($high, array_map(
            static fn (string $byte): string => chr(0xC0 | ord($byte) >> 6) . chr(0x80 | ord($byte) & 0x3F),
            $high,
        )));
    }

    private static function tooLong(): HttpAnswer
    {
        $text = 'the body is longer than ' . self::BODY_LIMIT . ' bytes';

        return HttpAnswer::error(413, 'body_too_large', $text, ['fault' => 'too_long', 'path' => '$', 'message' => $text]);
    }
}
