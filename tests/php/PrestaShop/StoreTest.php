<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use Remise\Bridge\Sql\Installation;
use Remise\PrestaShop\Settings;
use Remise\PrestaShop\Store;
use Remise\Tests\PrestaShop\Doubles\Platform;

/** The module's store in the shop's database. */
final class StoreTest extends ModuleTest
{
    /** @dataProvider servers */
    public function testAServerIsFoundAsPrestaShopFindsIt(string $server, string $address): void
    {
        self::assertSame($address, Store::address($server, 'shop', 'ann@home', 'p:a/s%s'));
    }

    /** @return list<array{string, string}> */
    public function servers(): array
    {
        return [
            ['localhost', 'mysql://ann%40home:p%3Aa%2Fs%25s@localhost/shop'],
            ['db.example.org:3307', 'mysql://ann%40home:p%3Aa%2Fs%25s@db.example.org:3307/shop'],
            ['localhost:/run/mysqld/mysqld.sock', 'mysql://ann%40home:p%3Aa%2Fs%25s@localhost/shop?socket=/run/mysqld/mysqld.sock'],
        ];
    }

    public function testInstallingAgainKeepsWhatIsThere(): void
    {
        $this->save(['code' => 'KEPT', 'type' => 'VALUE', 'value' => 1]);
        self::assertTrue($this->module->uninstall());
        self::assertTrue($this->module->install());
        self::assertSame(0, $this->used('KEPT'));
    }

    public function testUninstallingDropsWhatWasSavedWhenTheSettingsSaySo(): void
    {
        $this->save(['code' => 'GONE', 'type' => 'VALUE', 'value' => 1]);
        $this->enter($this->cart([1 => 1]), 'GONE');
        Settings::save([Settings::DROP_DATA => '1', 'PS_LANG_DEFAULT' => '9']);
        self::assertStringContainsString('will be deleted', (new \Remise())->confirmUninstall);
        self::assertTrue($this->module->uninstall());
        self::assertSame([], $this->db->rows("SHOW TABLES LIKE 'remise%'"));
        self::assertSame([], Platform::rows('CartRule'));
        self::assertSame('1', Platform::$configuration['PS_LANG_DEFAULT']);
        self::assertTrue($this->module->install());
        self::assertNull($this->db->row('SELECT code FROM remise_code'));
    }

    public function testASecondShopInTheSameDatabaseIsRefused(): void
    {
        $this->expectExceptionMessage('the shop with table prefix `ps_`; give this shop a database of its own');
        Installation::prepare($this->db, 'prestashop', 'other_', 'EUR', 'en');
    }

    public function testVersionsAreOne(): void
    {
        $cargo = (string) file_get_contents(__DIR__ . '/../../../Cargo.toml');
        preg_match('/^version = "(.+)"$/m', $cargo, $found);
        self::assertSame($found[1], $this->module->version);
    }
}
