<?php

declare(strict_types=1);

// In the package the bridge lies within the module, in the project beside the platforms.
require_once is_dir(__DIR__ . '/bridge') ? __DIR__ . '/bridge/autoload.php' : __DIR__ . '/../../bridge/autoload.php';

spl_autoload_register(static function (string $class): void {
    $prefix = 'Remise\\PrestaShop\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $file = __DIR__ . '/src/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});
