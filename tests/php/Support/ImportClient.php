<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

use Remise\Bridge\Http;
use Remise\Bridge\HttpAnswer;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\TranslatedEngine;

/** Sends files to the real engine over a store, as the console does: in pieces that end behind a line. */
final class ImportClient
{
    private readonly Http $http;

    public function __construct(public readonly Store $store)
    {
        $quiet = static function (): void {
        };
        $this->http = new Http(new TranslatedEngine(new PortDispatcher($store->shop, $quiet)), $quiet);
    }

    /** @param array<string, string> $query */
    public function send(string $method, string $path, array $query = [], string $body = '', string $type = 'text/csv'): HttpAnswer
    {
        return $this->http->answer([
            'verb' => 'http',
            'method' => $method,
            'path' => "/api/admin/$path",
            'query' => (object) $query,
            'headers' => (object) ['content-type' => $type],
            'body' => $body,
            'admin' => true,
        ]);
    }

    /** @param array<string, string> $body @return array<string, mixed> */
    public function start(array $body = []): array
    {
        return self::read($this->send('POST', 'imports', [], json_encode((object) $body), 'application/json'), 201);
    }

    /** @return array<string, mixed> the import as it is then */
    public function upload(string $id, string $file, int $piece = 65_536, int $from = 0): array
    {
        do {
            $end = strlen($file) - $from <= $piece ? strlen($file) : strrpos(substr($file, 0, $from + $piece), "\n") + 1;
            $answer = $this->piece($id, $from, substr($file, $from, $end - $from), $end === strlen($file));
            $import = self::read($answer, 200);
            $from = $end;
        } while ($from < strlen($file));

        return $import;
    }

    public function piece(string $id, int $offset, string $bytes, bool $last): HttpAnswer
    {
        return $this->send('PUT', 'imports', ['id' => $id, 'offset' => (string) $offset] + ($last ? ['last' => 'true'] : []), $bytes);
    }

    /** @return array<string, mixed> */
    public function status(string $id): array
    {
        return self::read($this->send('GET', 'imports', ['id' => $id]), 200);
    }

    public function apply(string $id): HttpAnswer
    {
        return $this->send('POST', 'imports/apply', ['id' => $id]);
    }

    /** @return list<array<string, mixed>> */
    public function faults(string $id): array
    {
        $faults = [];
        $query = ['id' => $id];
        do {
            $page = self::read($this->send('GET', 'imports/faults', $query), 200);
            array_push($faults, ...$page['faults']);
            $query['cursor'] = $page['cursor'] ?? '';
        } while ($query['cursor'] !== '');

        return $faults;
    }

    /** @param array<string, string> $query */
    public function export(array $query = []): string
    {
        $file = '';
        do {
            $page = $this->send('GET', 'export', $query);
            $file .= $page->status === 200 ? $page->body : throw new \RuntimeException($page->body);
            $query['cursor'] = $page->headers['x-cursor'] ?? '';
        } while ($query['cursor'] !== '');

        return $file;
    }

    /** @param array<string, string> $body */
    public function import(string $file, array $body = []): HttpAnswer
    {
        $id = $this->start($body)['id'];
        $this->upload($id, $file);

        return $this->apply($id);
    }

    /** @return array<string, mixed> */
    public static function read(HttpAnswer $answer, int $status): array
    {
        return $answer->status === $status
            ? json_decode($answer->body, true, 64, JSON_THROW_ON_ERROR)
            : throw new \RuntimeException("$answer->status: $answer->body");
    }
}
