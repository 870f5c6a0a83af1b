<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

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
            Store::prepare(
                Store::connect(),
                _DB_PREFIX_,
                \Currency::getDefaultCurrency()->iso_code,
                \Language::getIsoById((int) \Configuration::get('PS_LANG_DEFAULT')),
            );
        } catch (\PDOException | \DomainException $failure) {
            return $this->module->fail('Remise could not prepare its tables: ' . $failure->getMessage());
        }
        \Configuration::updateGlobalValue(Refusal::UNPAID, Refusal::UNPAID_DEFAULT);
        $hooks = [...self::HOOKS, ...(self::needsOverrides() ? ['actionRemiseNewCalculator'] : [])];

        return $this->module->registerHook($hooks);
    }

    public function uninstall(): bool
    {
        CodeRules::removeAll();
        \Configuration::deleteByName(Refusal::UNPAID);

        return true;
    }
}
