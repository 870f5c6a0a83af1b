<?php

declare(strict_types=1);

use Remise\PrestaShop\Hooks;
use Remise\PrestaShop\Installer;
use Remise\PrestaShop\Settings;
use Remise\PrestaShop\SettingsPage;

if (!defined('_PS_VERSION_')) {
    exit;
}

require_once __DIR__ . '/autoload.php';

/** The module: what PrestaShop knows of it, and its hooks, each of which is one call. */
class Remise extends Module
{
    use Hooks;

    public function __construct()
    {
        $this->name = 'remise';
        $this->tab = 'pricing_promotion';
        $this->version = '0.1.0';
        $this->author = 'Remise';
        $this->need_instance = 0;
        $this->bootstrap = true;
        $this->ps_versions_compliancy = ['min' => '8.1.0', 'max' => '9.99.99'];
        $this->tabs = [[
            'class_name' => 'AdminRemise',
            'name' => 'Remise',
            'parent_class_name' => 'AdminCatalog',
            'visible' => true,
        ]];
        parent::__construct();
        $this->displayName = 'Remise';
        $this->description = $this->trans(
            'Coupon codes without number, created by other systems or here, that are never used more often than they may be.',
            [],
            'Modules.Remise.Admin',
        );
        $this->confirmUninstall = Settings::isOn(Settings::DROP_DATA)
            ? $this->trans('All coupons, codes, uses and keys of Remise will be deleted, as its settings say. Go on?', [], 'Modules.Remise.Admin')
            : $this->trans('Coupons, codes, uses and keys are kept for a later installation, unless the settings of Remise say otherwise. Go on?', [], 'Modules.Remise.Admin');
    }

    /** The settings page. */
    public function getContent(): string
    {
        return (new SettingsPage($this, $this->context, $this->trans(...)))->answer();
    }

    public function isUsingNewTranslationSystem(): bool
    {
        return true;
    }

    public function install(): bool
    {
        return parent::install() && (new Installer($this))->install();
    }

    public function uninstall(): bool
    {
        return (new Installer($this))->uninstall() && parent::uninstall();
    }

    /** Of PrestaShop 9 all that we override are hooks. */
    public function getOverrides()
    {
        return Installer::needsOverrides() ? parent::getOverrides() : null;
    }

    public function fail(string $message): bool
    {
        $this->_errors[] = $message;

        return false;
    }
}
