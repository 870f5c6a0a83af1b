<?php

declare(strict_types=1);

// Shared hosting has no Composer, and a module's zip carries no vendor directory.
spl_autoload_register(static function (string $class): void {
    $prefix = 'Remise\\Bridge\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $file = __DIR__ . '/src/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});
