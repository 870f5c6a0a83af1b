<?php

    private static function import(array $imports, string $module, string $name): mixed
    {
        return $imports[$module][$name] ?? throw new \InvalidArgumentException("unknown import: give $module.$name");
    }

    private static function incompatible(string $module, string $name, string $wanted): never
    {
        throw new \InvalidArgumentException("incompatible import type: $module.$name must be $wanted");
    }

    private static function importFunction(array $imports, string $module, string $name, string $type): \stdClass
    {
        $given = self::import($imports, $module, $name);
        if (\is_callable($given)) {
            return (object) ['type' => $type, 'call' => \Closure::fromCallable($given)];
        }
        if (!$given instanceof \stdClass || ($given->type ?? null) !== $type || !isset($given->call)) {
            self::incompatible($module, $name, "a function of type $type");
        }
        return $given;
    }

    private static function importGlobal(array $imports, string $module, string $name, string $type, bool $mutable): \stdClass
    {
        $given = self::import($imports, $module, $name);
        if (!$mutable && \gettype($given) === ($type === 'i' || $type === 'l' ? 'integer' : 'double')) {
            return (object) ['value' => $type === 'i' ? $given & 0xFFFFFFFF : $given];
        }
        if (!$given instanceof \stdClass || ($given->type ?? null) !== $type || ($given->mutable ?? null) !== $mutable) {
            self::incompatible($module, $name, "a global of type $type");
        }
        return $given;
    }

    private static function importMemory(array $imports, string $module, string $name, int $least, ?int $most): \stdClass
    {
        $given = self::import($imports, $module, $name);
        if (!isset($given->pages) || $given->pages < $least || ($most !== null && ($given->maximum ?? 65537) > $most)) {
            self::incompatible($module, $name, "a memory of at least $least pages");
        }
        return $given;
    }

    private static function importTable(array $imports, string $module, string $name, int $least, ?int $most): \stdClass
    {
        $given = self::import($imports, $module, $name);
        $fits = isset($given->elements) && \count($given->elements) >= $least;
        if (!$fits || ($most !== null && ($given->maximum ?? \PHP_INT_MAX) > $most)) {
            self::incompatible($module, $name, "a table of at least $least elements");
        }
        return $given;
    }
