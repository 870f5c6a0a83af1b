<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** The stores of a test, on a Galera cluster. */
trait OnGalera
{
    /** @var array<string, string> */
    private array $databases = [];

    protected function place(string $name = 'store'): string
    {
        return $this->databases[$name] ??= Galera::running()->database();
    }
}
