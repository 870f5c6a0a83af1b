<?php

declare(strict_types=1);

/** What one PHP file may not do, by its place in the project. */
final class Thinness
{
    /** The host's clock and randomness, which the core asks for through the port. */
    private const CLOCK_AND_CHANCE = 'plugins/bridge/src/System.php';

    private const ASKED = [
        'time', 'microtime', 'hrtime', 'date', 'gmdate', 'idate', 'getdate', 'localtime', 'mktime', 'gmmktime',
        'strtotime', 'date_create', 'date_create_immutable', 'uniqid', 'rand', 'mt_rand', 'random_int', 'random_bytes',
        'lcg_value', 'shuffle', 'array_rand', 'str_shuffle', 'openssl_random_pseudo_bytes',
        'datetime', 'datetimeimmutable',
    ];

    private const FLOATING = [
        'float', 'floatval', 'doubleval', 'round', 'floor', 'ceil', 'fmod', 'fdiv', 'number_format', 'numberformatter',
        'bcadd', 'bcsub', 'bcmul', 'bcdiv',
    ];

    private const ARITHMETIC = [
        '+', '-', '*', '/', '%', '**', '+=', '-=', '*=', '/=', '%=', '**=', '++', '--',
        'intdiv', 'array_sum', 'array_product',
    ];

    /** A name that holds money. */
    private const MONEY = '/minor|price|amount|total|discount|basis_?points|cents/i';

    private const SQL = '/^\s*(select|insert|update|delete|replace|create|alter|drop|begin|pragma)\s/i';

    /** Tokens that end the expression round an operator. */
    private const ENDS = [';', ',', '{', '}', '=', '=>', '?', ':', '&&', '||', '??', '.', 'return', 'echo'];

    public function __construct(private readonly string $path)
    {
    }

    /** @return iterable<int, string> line => fault */
    public function faults(string $source): iterable
    {
        $noise = [T_WHITESPACE, T_COMMENT, T_DOC_COMMENT];
        $tokens = array_values(array_filter(
            PhpToken::tokenize($source),
            static fn (PhpToken $token): bool => !$token->is($noise),
        ));
        foreach ($tokens as $at => $token) {
            $fault = $this->number($token) ?? $this->name($tokens, $at) ?? $this->sql($token) ?? $this->sum($tokens, $at);
            if ($fault !== null) {
                yield $token->line => $fault;
            }
        }
    }

    private function number(PhpToken $token): ?string
    {
        return $token->is([T_DNUMBER, T_DOUBLE_CAST]) ? "a float: `$token->text`" : null;
    }

    /** @param list<PhpToken> $tokens */
    private function name(array $tokens, int $at): ?string
    {
        $before = $tokens[$at - 1] ?? null;
        if (!$tokens[$at]->is([T_STRING, T_NAME_FULLY_QUALIFIED])) {
            return null;
        }
        if ($before?->is([T_OBJECT_OPERATOR, T_NULLSAFE_OBJECT_OPERATOR, T_DOUBLE_COLON, T_FUNCTION, T_CONST]) === true) {
            return null;
        }
        $name = strtolower(ltrim($tokens[$at]->text, '\\'));
        $called = ($tokens[$at + 1] ?? null)?->text === '(';
        if (in_array($name, self::FLOATING, true) && ($called || $name === 'float')) {
            return "arithmetic that is the core's: `$name`";
        }
        if ($called && in_array($name, self::ASKED, true) && $this->path !== self::CLOCK_AND_CHANCE) {
            return "`$name` outside " . self::CLOCK_AND_CHANCE;
        }
        return null;
    }

    private function sql(PhpToken $token): ?string
    {
        $text = $token->is([T_CONSTANT_ENCAPSED_STRING, T_ENCAPSED_AND_WHITESPACE]) ? trim($token->text, '\'"') : '';
        if (preg_match(self::SQL, $text) === 1 && !str_starts_with($this->path, 'plugins/bridge/')) {
            return 'SQL outside the bridge';
        }
        return null;
    }

    /** @param list<PhpToken> $tokens */
    private function sum(array $tokens, int $at): ?string
    {
        if (!in_array($tokens[$at]->text, self::ARITHMETIC, true)) {
            return null;
        }
        $expression = [...$this->reach($tokens, $at, -1), ...$this->reach($tokens, $at, 1)];
        foreach ($expression as $token) {
            if ($token->is([T_STRING, T_VARIABLE, T_CONSTANT_ENCAPSED_STRING]) && preg_match(self::MONEY, $token->text) === 1) {
                return "arithmetic on money: `$token->text` beside `{$tokens[$at]->text}`";
            }
        }
        return null;
    }

    /**
     * The tokens from an operator to the end of its expression.
     *
     * @param list<PhpToken> $tokens
     * @return iterable<PhpToken>
     */
    private function reach(array $tokens, int $at, int $step): iterable
    {
        for ($at += $step; isset($tokens[$at]) && !in_array($tokens[$at]->text, self::ENDS, true); $at += $step) {
            yield $tokens[$at];
        }
    }
}
