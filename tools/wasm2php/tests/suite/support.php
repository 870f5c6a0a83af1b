<?php

declare(strict_types=1);

/** Runs the assertions of one file and says what failed, by line. */
final class Suite
{
    private array $imports;
    private array $named = [];
    private ?object $current = null;
    private int $passed = 0;

    public function __construct(private string $prefix)
    {
        \set_error_handler(static function (int $level, string $text, string $file, int $line): bool {
            throw new \ErrorException($text, 0, $level, $file, $line);
        });
        $nothing = static function (): void {
        };
        $function = static fn (string $type): \stdClass => (object) ['type' => "$type:", 'call' => $nothing];
        $global = static fn (string $type, int|float $value): \stdClass =>
            (object) ['type' => $type, 'mutable' => false, 'value' => $value];
        $this->imports = ['spectest' => [
            'print' => $function(''), 'print_i32' => $function('i'), 'print_i64' => $function('l'),
            'print_f32' => $function('f'), 'print_f64' => $function('d'),
            'print_i32_f32' => $function('if'), 'print_f64_f64' => $function('dd'),
            'global_i32' => $global('i', 666), 'global_i64' => $global('l', 666),
            'global_f32' => $global('f', 666.5999755859375), 'global_f64' => $global('d', 666.6),
            'table' => (object) ['elements' => \array_fill(0, 10, null), 'maximum' => 20],
            'memory' => (object) ['words' => \array_fill(0, 16384, 0), 'pages' => 1, 'maximum' => 2, 'limit' => 2],
        ]];
    }

    public function module(int $line, int $class, ?string $name): void
    {
        $this->current = null;
        $this->try($line, function () use ($class, $name): bool {
            $this->current = $this->instance($class);
            if ($name !== null) {
                $this->named[$name] = $this->current;
            }
            return true;
        });
    }

    public function register(string $as, ?string $name): void
    {
        $this->imports[$as] = $this->find($name)->exports();
    }

    public function returns(int $line, ?string $module, string $export, array $args, ?array $expected): void
    {
        $this->try($line, function () use ($module, $export, $args, $expected): bool|string {
            $result = ($this->find($module)->exports()[$export]->call)(...$args);
            if ($expected === null) {
                return true;
            }
            $results = \count($expected) === 1 ? [$result] : ($result ?? []);
            foreach ($expected as $i => $one) {
                if (!self::same($one, $results[$i])) {
                    return "$export gave " . \var_export($results[$i], true) . ', not ' . \implode(' ', $one);
                }
            }
            return \count($results) === \count($expected);
        });
    }

    public function holds(int $line, ?string $module, string $export, array $expected): void
    {
        $this->try($line, fn (): bool => self::same($expected, $this->find($module)->exports()[$export]->value));
    }

    public function traps(int $line, ?string $module, string $export, array $args, string $message): void
    {
        $this->try($line, function () use ($module, $export, $args, $message): bool|string {
            try {
                ($this->find($module)->exports()[$export]->call)(...$args);
            } catch (\RuntimeException $trap) {
                return self::fits($trap, $message);
            }
            return 'no trap';
        });
    }

    public function fails(int $line, int $class, string $message): void
    {
        $this->try($line, function () use ($class, $message): bool|string {
            try {
                $this->instance($class);
            } catch (\RuntimeException | \InvalidArgumentException $error) {
                return self::fits($error, $message);
            }
            return 'no failure';
        });
    }

    public function finish(): void
    {
        echo "passed {$this->passed}\n";
    }

    public static function f32(int $bits): float
    {
        if (($bits & 0x7F800000) === 0x7F800000 && $bits & 0x7FFFFF) {
            return self::f64(($bits & 0x80000000) << 32 | 0x7FF << 52 | ($bits & 0x7FFFFF) << 29);
        }
        return \unpack('g', \pack('V', $bits))[1];
    }

    public static function f64(int $bits): float
    {
        return \unpack('e', \pack('P', $bits))[1];
    }

    private static function same(array $expected, mixed $value): bool
    {
        [$type, $wanted] = $expected;
        if ($type === 'i' || $type === 'l') {
            return $value === $wanted;
        }
        if (!\is_float($value)) {
            return false;
        }
        $bits = \unpack('P', \pack('e', $value))[1];
        $fraction = $bits & 0xFFFFFFFFFFFFF;
        return match ($wanted) {
            'canonical' => \is_nan($value) && $fraction === 1 << 51,
            'arithmetic' => \is_nan($value) && ($fraction & 1 << 51) !== 0,
            // Every f32 is one double, so the doubles are compared.
            default => $bits === ($type === 'd' ? $wanted : \unpack('P', \pack('e', self::f32($wanted)))[1]),
        };
    }

    /** The suite names the start of a message. */
    private static function fits(\Throwable $error, string $message): bool|string
    {
        return \str_starts_with($message, $error->getMessage()) || \str_starts_with($error->getMessage(), $message)
            ? true
            : "said '{$error->getMessage()}', not '$message'";
    }

    private function instance(int $class): object
    {
        require_once $this->prefix . $class . '.php';
        $name = "Suite\\M$class";
        return new $name($this->imports);
    }

    private function find(?string $name): object
    {
        return ($name === null ? $this->current : $this->named[$name] ?? null) ?? throw new \LogicException('no such module');
    }

    private function try(int $line, \Closure $assertion): void
    {
        try {
            $result = $assertion();
        } catch (\Throwable $error) {
            $result = \get_class($error) . ": {$error->getMessage()} at {$error->getFile()}:{$error->getLine()}";
        }
        if ($result === true) {
            ++$this->passed;
        } else {
            echo ":$line: ", $result === false ? 'not as expected' : $result, "\n";
        }
    }
}
