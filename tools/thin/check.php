<?php

declare(strict_types=1);

/*
 * Checks that the PHP stays a host: it does no arithmetic on money, knows no float, draws no clock or random number
 * outside the one file that serves the port, and speaks SQL only in the bridge.
 *
 * Usage: php tools/thin/check.php [FILE…]; without files, every file below plugins/.
 */

require __DIR__ . '/Thinness.php';

$root = dirname(__DIR__, 2);
$files = array_slice($argv, 1);
if ($files === []) {
    $all = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root . '/plugins', FilesystemIterator::SKIP_DOTS));
    foreach ($all as $file) {
        $path = substr((string) $file, strlen($root) + 1);
        if (str_ends_with($path, '.php') && !preg_match('~/(build|vendor|var)/~', $path)) {
            $files[] = $path;
        }
    }
    sort($files);
}

$faults = [];
foreach ($files as $path) {
    $source = file_get_contents(str_starts_with($path, '/') ? $path : $root . '/' . $path);
    foreach ((new Thinness($path))->faults((string) $source) as $line => $fault) {
        $faults[] = "$path:$line: $fault";
    }
}
echo implode("\n", $faults), $faults === [] ? '' : "\n";
exit($files === [] || $faults !== [] ? 1 : 0);
