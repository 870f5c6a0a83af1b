<?php

declare(strict_types=1);

use Magento\Framework\Component\ComponentRegistrar;

// Beside the module, where Magento's compiler does not look: it would read the whole engine as if it were Magento's.
require_once __DIR__ . '/../bridge/autoload.php';

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Remise_Magento', __DIR__);
