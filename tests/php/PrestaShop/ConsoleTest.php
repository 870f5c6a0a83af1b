<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop;

use Remise\PrestaShop\Api;
use Remise\PrestaShop\Console;
use Remise\PrestaShop\Till;

/** The console within PrestaShop's back office. */
final class ConsoleTest extends ModuleTest
{
    private const HERE = 'https://shop.example/admin/index.php?controller=AdminRemise&token=1';

    public function testThePageFindsItsFilesAndItsSettings(): void
    {
        $page = (string) $this->console()->page('index.html');
        $here = htmlspecialchars(self::HERE);
        self::assertStringContainsString("<html lang=\"en\" data-config=\"$here&amp;remise_config=1\">", $page);
        self::assertStringContainsString('src="/modules/remise/www/console.js"', $page);
        self::assertStringContainsString('href="/modules/remise/www/theme.css"', $page);
        self::assertStringContainsString('<a href="#keys">', $page);
    }

    public function testAGuideLeadsBackToTheConsole(): void
    {
        $page = (string) $this->console()->page('docs/dynamic-coupons-prestashop.html');
        self::assertStringContainsString('href="' . htmlspecialchars(self::HERE) . '&amp;remise_page=index.html#dynamic"', $page);
        self::assertStringContainsString('href="/modules/remise/www/theme.css"', $page);
        self::assertStringNotContainsString('"../', $page);
    }

    public function testNothingElseIsAPage(): void
    {
        foreach (['../remise.php', 'console.js', 'docs/../index.html', 'none.html', ''] as $name) {
            self::assertNull($this->console()->page($name), $name);
        }
    }

    public function testARequestOfTheConsoleIsTheBackOffices(): void
    {
        $config = $this->console()->config('csrf', 'Shop', 'https://shop.example/');
        $path = Console::request("{$config['api']}/admin/coupons?cursor=9");
        self::assertSame('/admin/coupons?cursor=9', $path);
        $answer = Api::admin(Till::open()->http, $path, ['REQUEST_METHOD' => 'GET', 'REQUEST_URI' => $config['api'] . $path], fopen('php://memory', 'rb'));
        self::assertSame([200, '{"coupons":[]}'], [$answer->status, $answer->body]);
    }

    private function console(): Console
    {
        return new Console(self::HERE, '/modules/remise/');
    }
}
