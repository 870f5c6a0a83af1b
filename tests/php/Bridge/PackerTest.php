<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\TranslatedEngine;

/** Values of PHP that say less than JSON does: what the engine gets to see of them. */
final class PackerTest extends TestCase
{
    private TranslatedEngine $engine;

    protected function setUp(): void
    {
        $this->engine = new TranslatedEngine();
    }

    public function testAProductWithoutAttributes(): void
    {
        foreach (['mug', "mug\xff"] as $product) {
            $line = ['id' => '1', 'product' => $product, 'quantity' => 1, 'unitPriceMinor' => 1000, 'attributes' => []];
            $answer = $this->evaluate([], ['lines' => [$line]]);
            self::assertSame('applied', $answer['answer'], json_encode($answer));
        }
    }

    public function testARequestWithoutHeadersAndQuery(): void
    {
        foreach (['', "\xff"] as $body) {
            $call = ['verb' => 'http', 'method' => 'GET', 'path' => '/nothing', 'query' => [], 'headers' => [], 'body' => $body];
            self::assertSame(404, $this->engine->call($call)['status'] ?? null);
        }
    }

    /** @dataProvider noObjects */
    public function testMetadataThatIsNoObjectIsRefused(mixed $value): void
    {
        $answer = $this->evaluate(['integrationMetadata' => $value]);
        self::assertSame('error', $answer['answer']);
        self::assertSame(['wrong_type', '$.coupon.integrationMetadata'], [$answer['faults'][0]['fault'], $answer['faults'][0]['path']]);
    }

    /** @return array<string, array{mixed}> */
    public static function noObjects(): array
    {
        return ['yes' => [true], 'a decimal' => [1.5], 'a number' => [3], 'a text' => ['x'], 'a list' => [[1]]];
    }

    public function testMetadataThatIsNotUtf8IsReplaced(): void
    {
        self::assertSame('applied', $this->evaluate(['integrationMetadata' => ['name' => "Jo\xe3o"]])['answer']);
    }

    /** Two halves of a character, in neighbouring fields, are not one. */
    public function testAPieceThatEndsInsideACharacterIsReplaced(): void
    {
        $half = $this->engine->call(['verb' => 'check', 'code' => "\xc3", 'patterns' => ["\xa9####"]]);
        $whole = $this->engine->call(['verb' => 'check', 'code' => "\u{fffd}", 'patterns' => ["\u{fffd}####"]]);
        self::assertSame($whole, $half);
        $bare = ['id' => '1', 'product' => "caf\xc3", 'quantity' => 1, 'unitPriceMinor' => 1000, 'brand' => "\xa9"];
        $rule = ['id' => 'brand', 'operator' => '=', 'value' => "\u{fffd}"];
        self::assertSame('applied', $this->evaluate(['conditions' => [$rule]], ['lines' => [$bare]])['answer']);
    }

    /** @param array<string, mixed> $coupon @param array<string, mixed> $cart @return array<string, mixed> */
    private function evaluate(array $coupon, array $cart = []): array
    {
        return $this->engine->call([
            'verb' => 'evaluate',
            'coupon' => $coupon + ['code' => 'A', 'value' => 5, 'currency' => 'BRL'],
            'cart' => $cart + ['currency' => 'BRL', 'lines' => [['id' => '1', 'product' => 'mug', 'quantity' => 1, 'unitPriceMinor' => 1000]]],
            'clock' => ['nowMs' => 1, 'utcOffsetMinutes' => 0],
        ]);
    }
}
