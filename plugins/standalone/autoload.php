<?php

declare(strict_types=1);

require_once __DIR__ . '/../bridge/autoload.php';

spl_autoload_register(static function (string $class): void {
    $prefix = 'Remise\\Standalone\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $file = __DIR__ . '/src/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});
