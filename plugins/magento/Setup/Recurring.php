<?php

declare(strict_types=1);

namespace Remise\Magento\Setup;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Setup\InstallSchemaInterface;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Remise\Magento\Model\Store;

/** With every `setup:upgrade`: Remise's tables, or what is new in them. */
final class Recurring implements InstallSchemaInterface
{
    private const CURRENCY = 'currency/options/base';
    private const LOCALE = 'general/locale/code';

    public function __construct(private readonly Store $store, private readonly ScopeConfigInterface $config)
    {
    }

    public function install(SchemaSetupInterface $setup, ModuleContextInterface $context): void
    {
        $this->store->prepare((string) $this->config->getValue(self::CURRENCY), (string) $this->config->getValue(self::LOCALE));
    }
}
