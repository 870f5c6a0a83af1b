<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A directory of one test's own. */
final class Scratch
{
    public readonly string $path;

    public function __construct()
    {
        $this->path = sys_get_temp_dir() . '/remise-' . bin2hex(random_bytes(8));
        mkdir($this->path, 0700, true);
    }

    public function file(string $name): string
    {
        return $this->path . '/' . $name;
    }

    public function remove(): void
    {
        $all = new \RecursiveIteratorIterator(
            new \RecursiveDirectoryIterator($this->path, \FilesystemIterator::SKIP_DOTS),
            \RecursiveIteratorIterator::CHILD_FIRST,
        );
        foreach ($all as $entry) {
            $entry->isDir() ? rmdir($entry->getPathname()) : unlink($entry->getPathname());
        }
        rmdir($this->path);
    }
}
