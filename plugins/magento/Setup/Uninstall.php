<?php

declare(strict_types=1);

namespace Remise\Magento\Setup;

use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;
use Remise\Bridge\Sql\Schema;
use Remise\Magento\Model\CodeRules;
use Remise\Magento\Model\Store;

/** With `module:uninstall --remove-data`: nothing of Remise's is left. */
final class Uninstall implements UninstallInterface
{
    public function __construct(private readonly Store $store, private readonly CodeRules $rules)
    {
    }

    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context): void
    {
        $this->rules->removeAll();
        Schema::remove($this->store->connect());
    }
}
