<?php

declare(strict_types=1);

namespace Remise\Tests\PrestaShop\Doubles;

/**
 * As much of PrestaShop as the module meets, kept to the signatures of its source (8.2.1 and 9.1.4): a shop in memory, whose
 * carts, cart rules and orders call the hooks where PrestaShop does.
 *
 * One process has one release, since an override of 8 changes what a class is: tests run in processes of their own.
 */
final class Platform
{
    public static int $major = 0;

    /** @var array<string, mixed> */
    public static array $configuration = [];

    /** @var array<int, array<string, mixed>> products by id: `price` without tax, `rate`, and what `Cart::getProducts` has beside */
    public static array $products = [];

    /** @var array<string, array<int, object>> rows by table and id */
    public static array $tables = [];

    /** @var list<array{severity: int, message: string}> */
    public static array $log = [];

    /** @var list<string> hooks that the module was registered for */
    public static array $hooks = [];

    public static ?\Module $module = null;

    /** Once in a process. @param string $server as PrestaShop's settings have it */
    public static function load(int $major, string $server): void
    {
        self::$major = $major;
        define('_PS_VERSION_', $major === 8 ? '8.2.1' : '9.1.4');
        define('_DB_SERVER_', $server);
        define('_DB_USER_', 'root');
        define('_DB_PASSWD_', '');
        define('_DB_NAME_', 'prestashop');
        define('_DB_PREFIX_', 'ps_');
        define('PS_TAX_EXC', 1);
        define('PS_TAX_INC', 0);
        foreach (['UP', 'DOWN', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', 'HALF_ODD'] as $mode => $name) {
            define("PS_ROUND_$name", $mode);
        }
        foreach (['calculation', 'objects', 'carts', 'statics', 'controllers', 'module'] as $file) {
            require __DIR__ . "/$file.php";
        }
        // Another one than the project's, such as that of a package.
        $module = getenv('REMISE_MODULE') ?: __DIR__ . '/../../../../plugins/prestashop/remise';
        $classes = $major === 8 ? ["$module/override/classes/Cart.php", "$module/override/classes/CartRule.php"] : [__DIR__ . '/nine.php'];
        foreach ($classes as $file) {
            require $file;
        }
        require "$module/remise.php";
    }

    /** An empty shop. */
    public static function open(): void
    {
        [self::$products, self::$tables, self::$log, self::$hooks, self::$module] = [[], [], [], [], null];
        [$_GET, $_POST] = [[], []];
        $_SERVER['REMOTE_ADDR'] = '192.0.2.1';
        self::$configuration = [
            'PS_CART_RULE_FEATURE_ACTIVE' => '0',
            'PS_PRICE_ROUND_MODE' => '2',
            'PS_ROUND_TYPE' => '2',
            'PS_TAX_ADDRESS_TYPE' => 'id_address_delivery',
            'PS_LANG_DEFAULT' => '1',
            'PS_OS_CANCELED' => '6',
            'PS_OS_ERROR' => '8',
            'PS_OS_BANKWIRE' => '10',
        ];
        \Context::$context = new \Context();
        (new \Currency())->add();
    }

    /** The rows that a class keeps. @return array<int, object> */
    public static function rows(string $class): array
    {
        return self::$tables[$class] ?? [];
    }
}
