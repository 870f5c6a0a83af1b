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
        // Weakly: a circle of instance, module and closure would hold its memory until PHP looks for circles.
        $self = \WeakReference::create($this);
        $host = static fn (int $pointer, int $length): int => $self->get()?->host($pointer, $length)
            ?? throw new \LogicException('the engine asked a host that is gone');
        $this->module = new $class(['env' => ['host' => $host]]);
    }

    public function call(string $request): string
    {
        return $this->guarded(fn (): int => $this->module->call($this->write($request), strlen($request)));
    }

    public function callPacked(Packer $packed): string
    {
        return $this->guarded(function () use ($packed): int {
            $pointer = $this->allocate($packed->bytes());
            $this->module->writeWords($pointer, $packed->words);
            $this->module->writeBytes($pointer + 4 * count($packed->words), $packed->text);

            return $this->module->call_packed($pointer, $packed->bytes(), intdiv(count($packed->words), 3));
        });
    }

    /** @return array<string, int> what a `Packer` needs */
    public function keys(): array
    {
        [$pointer, $length] = self::block($this->module->vocabulary());
        $keys = array_flip(explode('":"', substr($this->module->readBytes($pointer, $length), 1, -2)));
        unset($keys['']);

        return array_map(static fn (int $number): int => $number << 8, $keys);
    }

    /** @param \Closure(): int $call takes its block with it; the block of the answer is ours to give back */
    private function guarded(\Closure $call): string
    {
        try {
            [$pointer, $length] = self::block($call());
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
        Room::forAnswer(strlen($answer));

        return $this->write($answer) << 32 | strlen($answer);
    }

    private function write(string $bytes): int
    {
        $pointer = $this->allocate(strlen($bytes));
        $this->module->writeBytes($pointer, $bytes);

        return $pointer;
    }

    private function allocate(int $length): int
    {
        return $this->module->alloc($length) ?: throw EngineExhausted::ofModule();
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
