<?php

declare(strict_types=1);

namespace Remise\Tests\Vectors;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;
use Remise\Tests\Support\RawJson;

/** The translated engine answers every vector with the same bytes as all the others. */
final class VectorsTest extends TestCase
{
    private const DIRECTORY = __DIR__ . '/../../vectors';

    private static ?TranslatedEngine $engine = null;

    /** @dataProvider cases */
    public function testIsAnsweredToTheByte(string $request, string $answer): void
    {
        self::$engine ??= new TranslatedEngine(new NoShop());
        self::assertSame($answer, self::$engine->callJson($request));
    }

    /**
     * A call of PHP values takes another way into the engine; where PHP's own decoder loses nothing, it ends the same.
     *
     * @dataProvider cases
     */
    public function testOfPhpValuesIsAnsweredTheSame(string $request, string $answer): void
    {
        $values = json_decode($request);
        if (!$values instanceof \stdClass || json_encode($values, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE) !== $request) {
            $this->expectNotToPerformAssertions();

            return;
        }
        self::$engine ??= new TranslatedEngine(new NoShop());
        self::assertSame(json_decode($answer, true), self::$engine->call((array) $values));
    }

    /** @return iterable<string, array{string, string}> */
    public static function cases(): iterable
    {
        foreach (json_decode(self::read('index.json'), true, 4, JSON_THROW_ON_ERROR) as $name) {
            $file = RawJson::members(self::read($name));
            foreach (RawJson::parts($file['cases']) as $index => $raw) {
                $case = RawJson::members($raw);
                // A case with a shop needs one that answers as the vector says; a pure engine has none.
                if (!isset($case['shop'])) {
                    $label = basename($name, '.json') . ' ' . ($index + 1) . ': ' . json_decode($case['name']);
                    yield $label => [$case['call'] ?? json_decode($case['text']), $case['answer']];
                }
            }
        }
    }

    private static function read(string $name): string
    {
        return (string) file_get_contents(self::DIRECTORY . '/' . $name);
    }
}
