<?php

declare(strict_types=1);

use Remise\Tests\PrestaShop\Doubles\Platform;

/** @see classes/Hook.php */
class Hook
{
    public static function exec($hook_name, $hook_args = [], $id_module = null, $array_return = false, $check_exceptions = true)
    {
        if (!in_array(lcfirst($hook_name), Platform::$hooks, true)) {
            return '';
        }
        try {
            // As PrestaShop does: a method of the module, and what it throws is nobody's business in production.
            return Platform::$module->{'hook' . ucfirst($hook_name)}($hook_args);
        } catch (Exception) {
            return '';
        }
    }
}

/** @see classes/Configuration.php */
class Configuration
{
    public static function get($key, $idLang = null, $idShopGroup = null, $idShop = null, $default = false)
    {
        return Platform::$configuration[$key] ?? $default;
    }

    public static function set($key, $values, $idShopGroup = null, $idShop = null)
    {
        Platform::$configuration[$key] = $values;
    }

    public static function updateGlobalValue($key, $values, $html = false)
    {
        Platform::$configuration[$key] = $values;

        return true;
    }

    public static function deleteByName($key)
    {
        unset(Platform::$configuration[$key]);

        return true;
    }
}

/** @see classes/Tools.php */
class Tools
{
    public static function getValue($key, $default_value = false)
    {
        return $_POST[$key] ?? $_GET[$key] ?? $default_value;
    }

    public static function getIsset($key)
    {
        return isset($_POST[$key]) || isset($_GET[$key]);
    }

    public static function math_round($value, $places, $mode = PS_ROUND_HALF_UP)
    {
        return round((float) $value, $places);
    }
}

class Validate
{
    public static function isLoadedObject($object)
    {
        return is_object($object) && (bool) $object->id;
    }

    public static function isCleanHtml($html, $allow_iframe = false)
    {
        return !str_contains($html, '<script');
    }
}

class Connection
{
    public static function isBot()
    {
        return false;
    }
}

class Product
{
    public static function getTaxCalculationMethod($id_customer = null)
    {
        return Platform::$configuration['tax_method'] ?? PS_TAX_INC;
    }

    public static function getProductCategories($id_product = '')
    {
        return Platform::$products[$id_product]['categories'] ?? ['2'];
    }

    public static function getIdTaxRulesGroupByIdProduct($id_product, ?Context $context = null)
    {
        return (int) $id_product;
    }
}

class TaxCalculator
{
    public function __construct(private $rate)
    {
    }

    public function getTotalRate()
    {
        return (float) $this->rate;
    }

    public function getTaxCalculator()
    {
        return $this;
    }
}

class TaxManagerFactory
{
    public static function getManager(Address $address, $type)
    {
        return new TaxCalculator(Platform::$products[$type]['rate']);
    }
}

class Country
{
    public static function getIsoById($country_id)
    {
        return [8 => 'FR', 1 => 'DE'][$country_id] ?? false;
    }
}

class Language
{
    public static function getIDs($active = true, $id_shop = false)
    {
        return [1, 2];
    }

    public static function getIsoById($id_lang)
    {
        return 'en';
    }
}

class PrestaShopLogger
{
    public static function addLog($message, $severity = 1, $errorCode = null, $objectType = null, $objectId = null, $allowDuplicate = false, $idEmployee = null)
    {
        Platform::$log[] = ['severity' => $severity, 'message' => $message];

        return true;
    }
}

/** @see classes/Context.php */
class Context
{
    public static ?Context $context = null;

    public ?CartCore $cart = null;
    public Customer $customer;
    public ?Controller $controller = null;
    public object $cookie;
    public object $language;
    public object $link;

    public function __construct()
    {
        $this->customer = new Customer();
        $this->cookie = new class () {
            public int $id_guest = 1;

            public function disallowWriting()
            {
            }
        };
        $this->language = (object) ['id' => 1, 'iso_code' => 'en'];
        $this->link = new class () {
            public function getPageLink($controller, $ssl = null, $idLang = null, $request = null, $requestUrlEncode = false, $idShop = null, $relativeProtocol = false)
            {
                return "http://shop.example/$controller?" . http_build_query($request ?? []);
            }
        };
    }

    public static function getContext()
    {
        return self::$context;
    }
}
