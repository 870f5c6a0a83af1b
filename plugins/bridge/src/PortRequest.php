<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** One request of the engine, its members read as the types the port's table names. */
final class PortRequest
{
    /** @param array<string, string> $members raw JSON by name */
    private function __construct(private readonly array $members)
    {
    }

    public static function of(string $json): self
    {
        return new self((new RawJson($json))->members());
    }

    public function text(string $name): string
    {
        return $this->optionalText($name) ?? throw new \UnexpectedValueException("`$name` is missing");
    }

    public function optionalText(string $name): ?string
    {
        if (!isset($this->members[$name])) {
            return null;
        }
        $value = json_decode($this->members[$name], true, 2, JSON_THROW_ON_ERROR);

        return is_string($value) ? $value : throw new \UnexpectedValueException("`$name` must be text");
    }

    public function int(string $name): int
    {
        $value = json_decode($this->members[$name] ?? 'null');

        return is_int($value) ? $value : throw new \UnexpectedValueException("`$name` must be an integer");
    }

    public function document(string $name): RawJson
    {
        return new RawJson($this->members[$name] ?? throw new \UnexpectedValueException("`$name` is missing"));
    }

    /** @return list<array{code: string, key: string}> */
    public function codes(string $name): array
    {
        return json_decode($this->document($name)->text, true, 4, JSON_THROW_ON_ERROR);
    }
}
