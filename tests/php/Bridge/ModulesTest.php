<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Module;
use Remise\Bridge\NoShop;
use Remise\Bridge\TranslatedEngine;

/** The modules: between them they are one engine. */
final class ModulesTest extends TestCase
{
    /** @dataProvider verbs */
    public function testAVerbIsOfOneModuleAlone(string $verb): void
    {
        $call = json_encode(['verb' => $verb]);
        [$till, $office, $voucher] = $this->ask($call);
        $its = match (true) {
            in_array($verb, TranslatedEngine::OFFICE_VERBS, true) => $office,
            in_array($verb, TranslatedEngine::VOUCHER_VERBS, true) => $voucher,
            default => $till,
        };
        // What is wrong with a request over HTTP, two of them can tell; which of them answers a whole one is told by its path.
        self::assertSame(['null' => $verb === 'http' ? 1 : 2, $its => $verb === 'http' ? 2 : 1], self::counted([$till, $office, $voucher]));
        self::assertStringContainsString('"answer":"error"', $its);
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
        $named = [...TranslatedEngine::OFFICE_VERBS, ...TranslatedEngine::VOUCHER_VERBS];
        self::assertSame([], array_diff($named, array_keys(iterator_to_array(self::verbs()))));
    }

    public function testAPathIsOfOneModuleAlone(): void
    {
        foreach (['/api/coupons' => 1, '/api/voucher16274' => 2, '/api/admin/vouchers' => 2, '/api/admin/site' => 1, '/' => 1] as $path => $its) {
            $answers = $this->ask(json_encode(['verb' => 'http', 'method' => 'PATCH', 'path' => $path]));
            self::assertStringContainsString('"answer":"http"', $answers[$its]);
            self::assertSame(2, self::counted($answers)['null'], $path);
        }
    }

    /**
     * What no module has, and what is no call, is answered by either to the byte.
     *
     * @dataProvider faulty
     */
    public function testWhatIsNobodysIsAnsweredTheSame(string $call): void
    {
        [$till, $office, $voucher] = $this->ask($call);
        self::assertStringContainsString('"answer":"error"', $till);
        self::assertSame([$till, $till], [$office, $voucher]);
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
        self::assertSame($office, Module::voucher()->start(new NoShop())->keys());
    }

    /** @return array{string, string, string} what the till says, the office, and the vouchers */
    private function ask(string $call): array
    {
        $ask = static fn (Module $module): string => $module->start(new NoShop())->call($call);

        return array_map($ask, [Module::till(), Module::office(), Module::voucher()]);
    }

    /** @param list<string> $answers @return array<string, int> `null` first */
    private static function counted(array $answers): array
    {
        return array_replace(['null' => 0], array_count_values($answers));
    }
}
