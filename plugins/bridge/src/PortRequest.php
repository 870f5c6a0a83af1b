<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** One request of the engine, its members read as the types the port's table names. */
final class PortRequest
{
    /** @param array<string, mixed> $members */
    private function __construct(private readonly array $members)
    {
    }

    public static function of(string $json): self
    {
        $read = json_decode($json, true, 8, JSON_THROW_ON_ERROR);

        return new self(is_array($read) ? $read : throw new \UnexpectedValueException('an object was expected'));
    }

    public function text(string $name): string
    {
        return $this->optionalText($name) ?? throw new \UnexpectedValueException("`$name` is missing");
    }

    public function optionalText(string $name): ?string
    {
        $value = $this->members[$name] ?? null;

        return $value === null || is_string($value) ? $value : throw new \UnexpectedValueException("`$name` must be text");
    }

    public function int(string $name): int
    {
        return $this->optionalInt($name) ?? throw new \UnexpectedValueException("`$name` is missing");
    }

    public function optionalInt(string $name): ?int
    {
        $value = $this->members[$name] ?? null;

        return $value === null || is_int($value) ? $value : throw new \UnexpectedValueException("`$name` must be an integer");
    }

    public function optionalBool(string $name): ?bool
    {
        $value = $this->members[$name] ?? null;

        return $value === null || is_bool($value) ? $value : throw new \UnexpectedValueException("`$name` must be true or false");
    }

    public function bool(string $name): bool
    {
        return $this->optionalBool($name) ?? throw new \UnexpectedValueException("`$name` is missing");
    }

    public function object(string $name): self
    {
        $value = $this->members[$name] ?? null;

        return is_array($value) ? new self($value) : throw new \UnexpectedValueException("`$name` must be an object");
    }

    /** @return list<mixed> */
    public function items(string $name): array
    {
        return $this->codes($name);
    }

    /** @return list<array{code: string, key: string}> */
    public function codes(string $name): array
    {
        $value = $this->members[$name] ?? null;

        return is_array($value) ? $value : throw new \UnexpectedValueException("`$name` must be a list");
    }
}
