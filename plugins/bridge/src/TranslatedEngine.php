<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The engine as PHP classes, translated from its plain modules: needs nothing but PHP.
 *
 * A module answers `null` when another one has the verb; then that one is asked. Which of them is asked first is a matter
 * of time alone.
 */
final class TranslatedEngine implements Engine
{
    /** The verbs of the office; a call of any other goes to the till or to the vouchers first. */
    public const OFFICE_VERBS = ['release', 'admit', 'http', 'generate', 'lint', 'refund', 'check'];
    public const VOUCHER_VERBS = ['purchase', 'mint', 'cancelPurchase', 'vouchers', 'voucherTable', 'qr'];

    private const ELSEWHERE = 'null';
    private const VOUCHER_PATH = '~\A/api/(admin/)?voucher~';

    private readonly Instances $till;
    private readonly Instances $office;
    private readonly Instances $voucher;

    public function __construct(
        Port $port = new NoShop(),
        ?Module $till = null,
        ?Module $office = null,
        ?Module $voucher = null,
    ) {
        $this->till = new Instances($till ?? Module::till(), $port);
        $this->office = new Instances($office ?? Module::office(), $port);
        $this->voucher = new Instances($voucher ?? Module::voucher(), $port);
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
        return json_decode(
            $this->asked($this->inOrder($call), static fn (Instances $module): string => $module->answerPacked($call)),
            true,
            512,
            JSON_THROW_ON_ERROR,
        );
    }

    public function callJson(string $call): string
    {
        return $this->asked(
            [$this->till, $this->office, $this->voucher],
            static fn (Instances $module): string => $module->answer($call),
        );
    }

    /** @param list<Instances> $modules @param \Closure(Instances): string $ask */
    private function asked(array $modules, \Closure $ask): string
    {
        foreach ($modules as $module) {
            $answer = $ask($module);
            if ($answer !== self::ELSEWHERE) {
                return $answer;
            }
        }

        throw new EngineMissing('build', 'holds modules of different builds');
    }

    /** The most likely one first. @param array<string, mixed> $call @return list<Instances> */
    private function inOrder(array $call): array
    {
        $verb = $call['verb'] ?? null;
        $path = $call['path'] ?? null;

        return match (true) {
            $verb === 'http' && is_string($path) && preg_match(self::VOUCHER_PATH, $path) === 1,
            in_array($verb, self::VOUCHER_VERBS, true) => [$this->voucher, $this->office, $this->till],
            in_array($verb, self::OFFICE_VERBS, true) => [$this->office, $this->voucher, $this->till],
            default => [$this->till, $this->office, $this->voucher],
        };
    }
}
