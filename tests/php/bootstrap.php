<?php

declare(strict_types=1);

// A module from a package brings its own bridge.
if (getenv('REMISE_MODULE') === false) {
    require __DIR__ . '/../../plugins/bridge/autoload.php';
    require __DIR__ . '/../../plugins/standalone/autoload.php';
}

spl_autoload_register(static function (string $class): void {
    $prefix = 'Remise\\Tests\\';
    $file = __DIR__ . '/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (str_starts_with($class, $prefix) && is_file($file)) {
        require $file;
    }
});

// What a test provokes on purpose goes to the log; it should not drown the report.
ini_set('error_log', sys_get_temp_dir() . '/remise-tests.log');
