<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\TranslatedEngine;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;
use Remise\Tests\Support\StoryPort;

/** The stories of `tests/vectors/vouchers`, played by the translated engine over a store. */
class VoucherStoriesTest extends StoreTest
{
    private const FILE = __DIR__ . '/../../vectors/vouchers/stories.json';

    private Store $store;
    private StoryPort $port;
    private TranslatedEngine $engine;

    /** @var list<string> */
    private array $codes = [];

    /**
     * @dataProvider stories
     *
     * @param list<array<string, mixed>> $steps
     */
    public function testEndsAsItIsTold(int $nowMs, array $steps): void
    {
        $this->store = new Store($this->place());
        $this->port = new StoryPort($this->store);
        $this->port->nowMs = $nowMs;
        $this->engine = new TranslatedEngine($this->port);
        array_map($this->step(...), $steps);
        self::assertSame([], $this->store->miscounted());
    }

    /** @return iterable<string, array{int, list<array<string, mixed>>}> */
    public static function stories(): iterable
    {
        $read = json_decode((string) file_get_contents(self::FILE), true, 64, JSON_THROW_ON_ERROR);
        foreach ($read['stories'] as ['name' => $name, 'steps' => $steps]) {
            yield $name => [$read['nowMs'], $steps];
        }
    }

    /** @param array<string, mixed> $step */
    private function step(array $step): void
    {
        if (isset($step['wait'])) {
            $this->port->nowMs += $step['wait'];

            return;
        }
        $request = $this->told($step['call']);
        $text = $this->engine->callJson($request);
        $answer = json_decode($text, true);
        if (isset($step['answer'])) {
            self::assertSame($this->told($step['answer']), $text, $request);
        }
        if (isset($step['body'])) {
            self::assertSame($this->told($step['body']), $answer['body'], $request);
        }
        $body = json_decode($answer['body'] ?? '', true);
        $found = [
            'status' => $answer['status'] ?? null,
            'is' => $answer['answer'],
            'fault' => $answer['faults'][0]['fault'] ?? null,
            'state' => $body['voucher']['status'] ?? null,
            'events' => array_column($body['events'] ?? [], 'event'),
            'count' => count($answer['vouchers'] ?? []),
            'learn' => count($answer['vouchers'] ?? []),
        ];
        foreach (array_intersect_key($step, $found) as $name => $wanted) {
            self::assertSame($wanted, $found[$name], "$name of $request\n$text");
        }
        $this->codes = isset($step['learn']) ? array_column($answer['vouchers'], 'code') : $this->codes;
    }

    /** With what this shop calls the things in it. @param array<string, mixed> $json */
    private function told(array $json): string
    {
        $names = ['{key}' => 'secret', '{token}' => 'token', '{organization}' => 'org'];
        foreach ($this->codes as $at => $code) {
            $names += ['{' . $at . '}' => $code, '{' . $at . ':lower}' => strtolower(strtr($code, '-', ' '))];
        }

        return strtr(json_encode($json, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), $names);
    }
}
