<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Schema;

/** Installs the module, and takes it away again. */
final class Installer
{
    private const HOOKS = [
        'moduleRoutes',
        'actionDispatcherBefore',
        'actionFrontControllerInitAfter',
        'actionValidateCartRule',
        'actionApplyCartRule',
        'actionGetCartRuleContextualValue',
        'actionObjectOrderAddBefore',
        'actionObjectOrderAddAfter',
        'actionOrderStatusPostUpdate',
    ];

    public function __construct(private readonly \Remise $module)
    {
    }

    public static function needsOverrides(): bool
    {
        return version_compare(_PS_VERSION_, '9.0.0', '<');
    }

    public function install(): bool
    {
        try {
            Installation::prepare(
                Store::connect(),
                'prestashop',
                _DB_PREFIX_,
                \Currency::getDefaultCurrency()->iso_code,
                \Language::getIsoById((int) \Configuration::get('PS_LANG_DEFAULT')),
            );
        } catch (\PDOException | \DomainException $failure) {
            return $this->module->fail('Remise could not prepare its tables: ' . $failure->getMessage());
        }
        foreach (Settings::DEFAULTS as $name => $value) {
            \Configuration::updateGlobalValue($name, $value);
        }
        $hooks = [...self::HOOKS, ...(self::needsOverrides() ? ['actionRemiseNewCalculator'] : [])];

        return $this->module->registerHook($hooks);
    }

    /** What was saved by Remise stays, for a later installation, unless the settings say otherwise. */
    public function uninstall(): bool
    {
        CodeRules::removeAll();
        if (Settings::isOn(Settings::DROP_DATA)) {
            Schema::migrations()->remove(Store::connect());
        }
        foreach (array_keys(Settings::DEFAULTS) as $name) {
            \Configuration::deleteByName($name);
        }

        return true;
    }
}
