<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The engine as PHP classes, translated from its two plain modules: needs nothing but PHP.
 *
 * A module answers `null` when the other one has the verb; then that one is asked. Which of them is asked first is a matter
 * of time alone.
 */
final class TranslatedEngine implements Engine
{
    /** The verbs of the office; a call of any other goes to the till first. */
    public const OFFICE_VERBS = ['release', 'admit', 'http', 'generate', 'lint', 'refund', 'check', 'purchase', 'mint', 'cancelPurchase', 'vouchers', 'voucherTable', 'qr'];

    private const ELSEWHERE = 'null';

    private readonly Instances $till;
    private readonly Instances $office;

    public function __construct(Port $port = new NoShop(), ?Module $till = null, ?Module $office = null)
    {
        $this->till = new Instances($till ?? Module::till(), $port);
        $this->office = new Instances($office ?? Module::office(), $port);
    }

    /** SHA-256 of the module that decides, the till's; kept in the ledger beside what it decided. */
    public static function hash(): string
    {
        return Module::hash();
    }

    /** Loads the till's class and starts an instance now; otherwise the first call does. */
    public function prepare(): void
    {
        $this->till->prepare();
    }

    public function call(array $call): array
    {
        $office = in_array($call['verb'] ?? null, self::OFFICE_VERBS, true);
        [$first, $second] = $office ? [$this->office, $this->till] : [$this->till, $this->office];
        $answer = $first->answerPacked($call);
        if ($answer === self::ELSEWHERE) {
            $answer = $second->answerPacked($call);
        }

        return json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }

    public function callJson(string $call): string
    {
        $answer = $this->till->answer($call);

        return $answer === self::ELSEWHERE ? $this->office->answer($call) : $answer;
    }
}
