<?php

declare(strict_types=1);

namespace Remise\Tests\Magento;

use PHPUnit\Framework\TestCase;
use Remise\Magento\Model\Store;

/** What Magento reads of the module's files: classes that are there, and texts in every language. */
final class WiringTest extends TestCase
{
    private static function module(): string
    {
        return getenv('REMISE_MODULE') ?: __DIR__ . '/../../../plugins/magento';
    }

    public function testEveryClassThatIsNamedIsThere(): void
    {
        $named = [];
        foreach (glob(self::module() . '/etc/{,*/}*.xml', GLOB_BRACE) ?: [] as $file) {
            self::assertNotFalse(simplexml_load_file($file), $file);
            preg_match_all('~Remise\\\\Magento\\\\([\w\\\\]+)~', (string) file_get_contents($file), $found);
            array_push($named, ...$found[1]);
        }
        self::assertGreaterThan(8, count($named));
        foreach ($named as $class) {
            self::assertFileExists(self::module() . '/' . strtr($class, '\\', '/') . '.php');
        }
    }

    /** @dataProvider languages */
    public function testEveryTextIsTranslated(string $language): void
    {
        preg_match_all('~__\(\s*\'([^\']+)\'~', (string) file_get_contents(self::module() . '/Model/Texts.php'), $texts);
        preg_match_all('~<label>([^<]+)</label>~', (string) file_get_contents(self::module() . '/etc/adminhtml/system.xml'), $labels);
        $translated = [];
        foreach (array_map(str_getcsv(...), file(self::module() . "/i18n/$language.csv") ?: []) as [$text, $translation]) {
            $translated[] = $text;
            self::assertSame(preg_match_all('/%\d/', $text), preg_match_all('/%\d/', $translation), $translation);
        }
        self::assertNotSame([], $translated);
        self::assertEqualsCanonicalizing([...$texts[1], ...array_diff($labels[1], ['Remise'])], $translated);
    }

    /** @return iterable<array{string}> */
    public static function languages(): iterable
    {
        return [['de_DE'], ['fr_FR'], ['pt_BR'], ['pt_PT']];
    }

    /** @dataProvider connections */
    public function testMagentosConnectionIsOurs(array $connection, string $address): void
    {
        self::assertSame($address, Store::address($connection + ['username' => 'shop', 'password' => 'a@b', 'dbname' => 'magento']));
    }

    /** @return iterable<array{array<string, string>, string}> */
    public static function connections(): iterable
    {
        yield [['host' => 'db.example'], 'mysql://shop:a%40b@db.example/magento'];
        yield [['host' => 'db.example:3307'], 'mysql://shop:a%40b@db.example:3307/magento'];
        yield [['host' => 'db.example', 'port' => '3307'], 'mysql://shop:a%40b@db.example:3307/magento'];
        yield [['host' => '/run/db.sock'], 'mysql://shop:a%40b@localhost/magento?socket=%2Frun%2Fdb.sock'];
        yield [['host' => 'localhost', 'unix_socket' => '/run/db.sock'], 'mysql://shop:a%40b@localhost/magento?socket=%2Frun%2Fdb.sock'];
    }
}
