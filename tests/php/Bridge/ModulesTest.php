<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Module;
use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

/** The two modules: between them they are one engine. */
final class ModulesTest extends TestCase
{
    /** @dataProvider verbs */
    public function testAVerbIsOfOneModuleAlone(string $verb): void
    {
        $call = json_encode(['verb' => $verb]);
        [$till, $office] = $this->ask($call);
        [$its, $others] = in_array($verb, TranslatedEngine::OFFICE_VERBS, true) ? [$office, $till] : [$till, $office];
        self::assertSame('null', $others);
        self::assertStringContainsString('missing_field', $its);
        self::assertSame($its, (new TranslatedEngine())->callJson($call));
        self::assertSame(json_decode($its, true), (new TranslatedEngine())->call(['verb' => $verb]));
    }

    /** @return iterable<string, array{string}> every verb of the contract */
    public static function verbs(): iterable
    {
        preg_match_all("/^  verb: '(\\w+)';$/m", (string) file_get_contents(__DIR__ . '/../../../pkg/types.d.ts'), $found);
        foreach ($found[1] as $verb) {
            yield $verb => [$verb];
        }
    }

    public function testTheOfficesVerbsAreOfTheContract(): void
    {
        self::assertSame([], array_diff(TranslatedEngine::OFFICE_VERBS, array_keys(iterator_to_array(self::verbs()))));
    }

    /**
     * What no module has, and what is no call, is answered by either to the byte.
     *
     * @dataProvider faulty
     */
    public function testWhatIsNobodysIsAnsweredTheSame(string $call): void
    {
        [$till, $office] = $this->ask($call);
        self::assertStringContainsString('"answer":"error"', $till);
        self::assertSame($till, $office);
        self::assertSame($till, (new TranslatedEngine())->callJson($call));
    }

    /** @return iterable<array{string}> */
    public static function faulty(): iterable
    {
        foreach (['', '{', '[]', '7', '{}', "\xff", '{"verb":"http"', '{"verb":7}', '{"verb":"nothing"}', '{"Verb":"http"}'] as $call) {
            yield [$call];
        }
    }

    /** The first of two counts for both, and an escape is no disguise. */
    public function testTheVerbIsReadInTheEngine(): void
    {
        $engine = new TranslatedEngine();
        self::assertStringContainsString('duplicate_field', $engine->callJson('{"verb":"http","verb":"check"}'));
        self::assertStringContainsString('$.pattern', $engine->callJson('{"v\u0065rb":"gener\u0061te"}'));
        self::assertSame('not_allowed', $engine->call(['verb' => 'nothing'])['faults'][0]['fault']);
        self::assertSame('not_allowed', $engine->call(['verb' => ['http']])['faults'][0]['fault']);
    }

    /** The till knows the names of a checkout; the office gives them the same numbers, and knows more. */
    public function testTheVocabularyIsOne(): void
    {
        [$till, $office] = [Module::till()->start(new NoShop())->keys(), Module::office()->start(new NoShop())->keys()];
        self::assertSame($till, array_slice($office, 0, count($till), true));
        self::assertArrayNotHasKey('encoding', $till);
        self::assertArrayHasKey('encoding', $office);
    }

    /** @return array{string, string} what the till says, and the office */
    private function ask(string $call): array
    {
        return [Module::till()->start(new NoShop())->call($call), Module::office()->start(new NoShop())->call($call)];
    }
}
