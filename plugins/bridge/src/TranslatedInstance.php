<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** One instance of the translated module, its memory and its one import. */
final class TranslatedInstance
{
    private const PROBE_BYTES = 1_048_576;

    private readonly object $module;

    public function __construct(string $class, private readonly Port $port)
    {
        $this->module = new $class(['env' => ['host' => $this->host(...)]]);
    }

    public function call(string $request): string
    {
        try {
            // The module takes the block of the request; the block of the answer is ours to give back.
            [$pointer, $length] = self::block($this->module->call($this->write($request), strlen($request)));
            $answer = $this->module->readBytes($pointer, $length);
            $this->module->free($pointer, $length);

            return $answer;
        } catch (EngineFailure $failure) {
            throw $failure;
        } catch (\Throwable $trap) {
            throw $this->isFull() ? EngineExhausted::ofModule($trap) : new EngineTrapped($trap->getMessage(), $trap);
        }
    }

    /** Called by the module in the middle of a call; the block of the answer becomes the module's. */
    private function host(int $pointer, int $length): int
    {
        $answer = $this->port->answer($this->module->readBytes($pointer, $length));

        return $this->write($answer) << 32 | strlen($answer);
    }

    private function write(string $bytes): int
    {
        $pointer = $this->module->alloc(strlen($bytes));
        if ($pointer === 0) {
            throw EngineExhausted::ofModule();
        }
        $this->module->writeBytes($pointer, $bytes);

        return $pointer;
    }

    /** Rust ends in the same `unreachable` whatever went wrong, so the spoilt instance is asked for a little more. */
    private function isFull(): bool
    {
        try {
            return $this->module->alloc(self::PROBE_BYTES) === 0;
        } catch (\Throwable) {
            return false;
        }
    }

    /** @return array{int, int} pointer and length */
    private static function block(int $packed): array
    {
        return [$packed >> 32 & 0xFFFFFFFF, $packed & 0xFFFFFFFF];
    }
}
