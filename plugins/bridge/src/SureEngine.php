<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The engine, opened with the first call; whatever fails is an answer of kind `error` and a line in the log.
 *
 * For a host whose cart must not fail with the engine, or that swallows an exception and goes on as if all were well, which for a
 * code that could not be checked would be the wrong way round.
 */
final class SureEngine implements Engine
{
    /** Faults that say something about the call, and not that something is wrong. */
    private const EXPECTED = ['unknown_key', 'key_conflict'];

    /**
     * @param \Closure(): Engine      $open
     * @param \Closure(string): mixed $log
     */
    public function __construct(private readonly \Closure $open, private readonly \Closure $log)
    {
    }

    public function call(array $call): array
    {
        try {
            $answer = ($this->open)()->call($call);
        } catch (\Throwable $failure) {
            $answer = self::failed($failure->getMessage());
        }
        $fault = $answer['answer'] === 'error' ? $answer['faults'][0] : ['fault' => self::EXPECTED[0]];
        if (!in_array($fault['fault'], self::EXPECTED, true)) {
            ($this->log)("Remise: `{$call['verb']}` could not be answered: {$fault['path']}: {$fault['message']}");
        }

        return $answer;
    }

    public function callJson(string $call): string
    {
        return ($this->open)()->callJson($call);
    }

    /** @return array<string, mixed> */
    private static function failed(string $message): array
    {
        return ['answer' => 'error', 'faults' => [['fault' => 'host', 'path' => '$', 'message' => $message]]];
    }
}
