<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/**
 * The face of a translated module round a closure, for what the real engine does not do on demand: trap, run out of
 * memory, ask the host in a certain order.
 */
final class FakeModule
{
    /** @var null|\Closure(string, \Closure(string): string): string */
    public static ?\Closure $behaviour = null;
    public static int $built = 0;
    public static int $blocksInUse = 0;
    public static bool $full = false;

    /** @var array<int, string> */
    private array $blocks = [];
    private int $next = 8;

    /** @param array<string, array<string, callable>> $imports */
    public function __construct(private readonly array $imports)
    {
        self::$built++;
    }

    public function alloc(int $length): int
    {
        if (self::$full) {
            return 0;
        }
        $this->blocks[$this->next] = '';
        self::$blocksInUse++;

        return $this->next++;
    }

    public function free(int $pointer, int $length): void
    {
        if (strlen($this->blocks[$pointer]) !== $length) {
            throw new \LogicException('a block was freed with another length');
        }
        unset($this->blocks[$pointer]);
        self::$blocksInUse--;
    }

    public function call(int $pointer, int $length): int
    {
        $request = $this->take($pointer, $length);
        $answer = (self::$behaviour)($request, function (string $question): string {
            $asked = $this->give($question);
            $packed = ($this->imports['env']['host'])($asked, strlen($question));
            $this->free($asked, strlen($question));

            return $this->take($packed >> 32, $packed & 0xFFFFFFFF);
        });

        return $this->give($answer) << 32 | strlen($answer);
    }

    public function readBytes(int $pointer, int $length): string
    {
        return substr($this->blocks[$pointer], 0, $length);
    }

    public function writeBytes(int $pointer, string $bytes): void
    {
        $this->blocks[$pointer] = $bytes;
    }

    private function give(string $bytes): int
    {
        $pointer = $this->alloc(strlen($bytes));
        $this->writeBytes($pointer, $bytes);

        return $pointer;
    }

    private function take(int $pointer, int $length): string
    {
        $bytes = $this->readBytes($pointer, $length);
        $this->free($pointer, $length);

        return $bytes;
    }
}
