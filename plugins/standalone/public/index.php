<?php

declare(strict_types=1);

// Front controller; also the router script of `php -S`.

use Remise\Standalone\Front;
use Remise\Standalone\Web\Request;

require __DIR__ . '/../autoload.php';

ini_set('display_errors', '0');
ini_set('log_errors', '1');
// A trace in the log tells where it was, and not with which password.
ini_set('zend.exception_ignore_args', '1');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    // A warning is a mistake of ours. Silenced ones (`@`) are expected, and what a newer PHP discourages still works.
    $harmless = (error_reporting() & $level) === 0 || ($level & (E_DEPRECATED | E_USER_DEPRECATED)) !== 0;

    return $harmless ? false : throw new ErrorException($message, 0, $level, $file, $line);
});

$project = dirname(__DIR__, 3);
$data = getenv('REMISE_DATA');
$store = getenv('REMISE_STORE');

$front = new Front($project, is_string($data) && $data !== '' ? $data : "$project/var/shop", (string) $store);
$front->answer(Request::current())->send();
$front->afterwards();
