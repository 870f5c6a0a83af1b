<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

use Remise\Bridge\Engine;
use Remise\Bridge\SureEngine;

/** What the hooks of one request share. */
final class Desk
{
    public readonly CodeRules $rules;
    public readonly Decisions $decisions;
    public readonly Texts $texts;
    public readonly Entry $entry;
    public readonly Notices $notices;
    public readonly Placement $placement;

    /** @param \Closure(string, array<string, string>, string): string $translate */
    public function __construct(\Context $context, \Closure $translate)
    {
        $engine = new SureEngine(static fn (): Engine => Till::open()->engine, Log::error(...));
        $this->rules = new CodeRules();
        $this->texts = new Texts($translate);
        $this->decisions = new Decisions($engine, $this->rules, new CartMap(), (string) $context->language?->iso_code);
        $this->entry = new Entry($context, $this->rules, $this->decisions, $this->texts);
        $this->notices = new Notices($context, $this->rules, $this->texts);
        $this->placement = new Placement(
            $engine,
            $this->rules,
            $this->decisions,
            new Refusal($context, $this->rules, $this->texts),
        );
    }
}
