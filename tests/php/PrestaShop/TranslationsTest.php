<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use PHPUnit\Framework\TestCase;

/** Every text of the module is there in each of its languages, in the files that PrestaShop reads. */
final class TranslationsTest extends TestCase
{
    private const MODULE = __DIR__ . '/../../../plugins/prestashop/remise';

    /** Calls whose first argument is a text, and the domain that it belongs to. */
    private const TEXTS = [
        'Shop' => ['~->of\(\s*\'([^\']+)\'~', ['src/Texts.php']],
        'Admin' => ['~->(?:text|trans)\(\s*\'([^\']+)\'~', ['remise.php', 'src/SettingsPage.php']],
    ];

    /** @dataProvider files */
    public function testEveryTextIsTranslated(string $locale, string $domain): void
    {
        [$call, $sources] = self::TEXTS[$domain];
        $texts = [];
        foreach ($sources as $source) {
            preg_match_all($call, (string) file_get_contents(self::MODULE . "/$source"), $found);
            array_push($texts, ...$found[1]);
        }
        self::assertNotSame([], $texts);
        $translated = [];
        foreach (simplexml_load_file(self::MODULE . "/translations/$locale/ModulesRemise$domain.$locale.xlf")->file->body->{'trans-unit'} as $unit) {
            $translated[(string) $unit->source] = (string) $unit->target;
            self::assertSame(self::marks((string) $unit->source), self::marks((string) $unit->target));
            self::assertNotSame('', (string) $unit->target);
        }
        self::assertEqualsCanonicalizing(array_values(array_unique($texts)), array_keys($translated));
    }

    /** @return iterable<string, array{string, string}> */
    public function files(): iterable
    {
        foreach (['fr-FR', 'de-DE', 'pt-PT', 'pt-BR'] as $locale) {
            foreach (array_keys(self::TEXTS) as $domain) {
                yield "$domain, $locale" => [$locale, $domain];
            }
        }
    }

    /** @return list<string> */
    private static function marks(string $text): array
    {
        preg_match_all('/%\w+%/', $text, $found);

        return $found[0];
    }
}
