<?php

declare(strict_types=1);

namespace Remise\Tests\Vectors;

use PHPUnit\Framework\TestCase;
use Remise\Tests\Support\Processes;

/** The engine's class is large, and a JIT that compiles it wrongly would change amounts. */
final class JitTest extends TestCase
{
    /**
     * @testWith ["disable", false]
     *           ["function", true]
     *           ["tracing", true]
     *           ["on", true]
     *           ["1254", true]
     */
    public function testEveryVectorIsAnsweredUnderEveryKindOfJit(string $kind, bool $on): void
    {
        $settings = ['opcache.enable_cli=1', "opcache.jit=$kind", 'opcache.jit_buffer_size=64M', 'opcache.file_update_protection=0'];
        $command = [PHP_BINARY];
        foreach ($settings as $setting) {
            array_push($command, '-d', $setting);
        }
        [$printed] = Processes::together(1, [...$command, __DIR__ . '/repeat.php']);
        $result = json_decode($printed, true);
        self::assertIsArray($result, $printed);
        self::assertSame([$result['wanted'], $on], [$result['right'], $result['jit']]);
    }
}
