<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The instances of one module.
 *
 * One of them serves all calls of a request. While a call runs the instance is nobody else's: a call that the port makes
 * meanwhile gets one of its own, and an instance that trapped is never used again.
 */
final class Instances
{
    private const BIG_BYTES = 65_536;

    private ?TranslatedInstance $idle = null;

    public function __construct(private readonly Module $module, private readonly Port $port)
    {
    }

    /** Starts an instance now. */
    public function prepare(): void
    {
        $this->idle ??= $this->module->start($this->port);
    }

    /** Answers JSON with JSON. */
    public function answer(string $call): string
    {
        Room::forRequest(strlen($call));
        $instance = $this->ready();
        $answer = $instance->call($call);
        $this->keep($instance, strlen($call));

        return $answer;
    }

    /** Answers values with JSON. @param array<string, mixed> $call */
    public function answerPacked(array $call): string
    {
        $instance = $this->ready();
        $packer = $this->module->packer($instance);
        $packer->pack($call);
        if (preg_match('//u', $packer->text) !== 1) {
            $this->idle = $instance;

            return $this->answer(Packer::json($call));
        }
        Room::forRequest($packer->bytes());
        $answer = $instance->callPacked($packer);
        $this->keep($instance, $packer->bytes());

        return $answer;
    }

    /** An instance of one's own, until it is given back with `keep`. */
    private function ready(): TranslatedInstance
    {
        $instance = $this->idle ?? $this->module->start($this->port);
        $this->idle = null;

        return $instance;
    }

    /** Memory grows and never shrinks, so after a big request a new instance is the cheaper one to have. */
    private function keep(TranslatedInstance $instance, int $requestBytes): void
    {
        $this->idle = $requestBytes > self::BIG_BYTES ? null : $instance;
    }
}
