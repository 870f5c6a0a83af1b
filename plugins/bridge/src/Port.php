<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** Answers what the engine asks while a call runs: one JSON request, one JSON answer, never an exception. */
interface Port
{
    public function answer(string $request): string;
}
