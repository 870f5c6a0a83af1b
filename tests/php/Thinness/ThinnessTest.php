<?php

declare(strict_types=1);

namespace Remise\Tests\Thinness;

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/../../../tools/thin/Thinness.php';

/** The hosts decide nothing: `tools/thin` says what that means; here it is held against the plugins and against fixtures. */
final class ThinnessTest extends TestCase
{
    private const ROOT = __DIR__ . '/../../../';
    private const SQL = '/^\W*(SELECT\s|INSERT\s|UPDATE\s\S+\sSET|DELETE\sFROM|CREATE\s(TABLE|INDEX)|ALTER\sTABLE|DROP\s|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|PRAGMA\s)/';

    /** @dataProvider plugins */
    public function testAPluginIsThin(string $path): void
    {
        $source = (string) file_get_contents(self::ROOT . $path);
        self::assertSame([], iterator_to_array((new \Thinness($path))->faults($source)));
        if (!str_starts_with($path, 'plugins/bridge/src/Sql/')) {
            self::assertSame([], self::sql($source), "SQL belongs into plugins/bridge/src/Sql: $path");
        }
    }

    /** @dataProvider fixtures */
    public function testAFixtureIsCaught(string $source, string $told): void
    {
        $faults = [...iterator_to_array((new \Thinness('plugins/standalone/src/Fixture.php'))->faults($source), false), ...self::sql($source)];
        self::assertStringContainsString($told, implode("\n", $faults));
    }

    /** @return iterable<string, array{string}> */
    public static function plugins(): iterable
    {
        $all = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::ROOT . 'plugins', \FilesystemIterator::SKIP_DOTS));
        foreach ($all as $file) {
            $path = substr((string) $file, strlen(self::ROOT));
            if (str_ends_with($path, '.php') && preg_match('~/(build|vendor|var)/~', $path) !== 1) {
                yield $path => [$path];
            }
        }
    }

    /** @return iterable<string, array{string, string}> */
    public static function fixtures(): iterable
    {
        foreach (glob(__DIR__ . '/fixtures/*.php') ?: [] as $file) {
            $source = (string) file_get_contents($file);
            preg_match('~// caught as: (.+)~', $source, $found);
            yield basename($file) => [$source, $found[1]];
        }
    }

    /** Words of SQL in strings, and the class that speaks it. @return list<string> */
    private static function sql(string $source): array
    {
        $faults = [];
        foreach (\PhpToken::tokenize($source) as $token) {
            $isText = $token->is([T_CONSTANT_ENCAPSED_STRING, T_ENCAPSED_AND_WHITESPACE]);
            if (($isText && preg_match(self::SQL, $token->text) === 1) || preg_match('/\A\\\\?PDO\z/', $token->text) === 1) {
                $faults[] = "SQL in line {$token->line}: {$token->text}";
            }
        }

        return $faults;
    }
}
