<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Decides about coupons; calls and answers are those of `pkg/types.d.ts`. */
interface Engine
{
    /**
     * @param array<string, mixed> $call
     *
     * @return array<string, mixed>
     *
     * @throws EngineFailure when no answer could be had; the next call starts afresh
     */
    public function call(array $call): array;

    /**
     * The same without a detour through PHP values: numbers keep every digit, `{}` stays an object.
     *
     * @throws EngineFailure
     */
    public function callJson(string $call): string;
}
