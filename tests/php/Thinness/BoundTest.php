<?php

declare(strict_types=1);

namespace Remise\Tests\Thinness;

use PHPUnit\Framework\TestCase;

/**
 * SQL holds no value: what stands in a statement is a literal, a constant, or a name that the class itself has checked.
 *
 * A statement is the first argument of what a connection runs. Every variable in it, and
 * every one that is put into a piece of SQL anywhere else, has to be in the list below, which says why it is no value.
 */
final class BoundTest extends TestCase
{
    private const ROOT = __DIR__ . '/../../../plugins/';
    private const STATEMENTS = ['run', 'row', 'rows', 'insert', 'exec', 'query', 'prepare'];
    private const CONNECTIONS = ['db', '$db', 'pdo', '$pdo', 'link'];
    private const SQL = '/\b(SELECT|INSERT|UPDATE|DELETE FROM|FROM|WHERE|JOIN|CREATE TABLE|CREATE INDEX|ALTER TABLE|PRAGMA|SAVEPOINT|ORDER BY) /';

    private const NAMES = [
        'bridge/src/Sql/Rows.php' => [
            // Through `names`, which refuses whatever is no plain name; or made of marks only.
            '$this->table', '$columns', '$marks', '$assignments', '$condition', '$order', '$name', '$either', '$column', '$insert',
        ],
        // A schema is written by us, in `Schema`, `GuardTables`, `ImportTables` and `Tables`.
        'bridge/src/Sql/Table.php' => ['$this->name', '$name', '$column', '$columns', '$parts', '$dialect', '$index'],
        'bridge/src/Sql/NewColumn.php' => ['$this->table', '$this->name', '$this->column', '$dialect'],
        'bridge/src/Sql/Migrations.php' => ['$statement'],
        'bridge/src/Sql/Schema.php' => ['$statement'],
        // `remise_schema`; our own statements; what `execute` was given, and that is what is looked at where it is called.
        'bridge/src/Sql/Connection.php' => ['$table', '$sql', '$save', '$this->depth'],
        'bridge/src/Sql/Packet.php' => ['$guard', '$begin', '$this->statements', '$end'],
        'bridge/src/Sql/Link.php' => ['$statement', '$sql'],
        'bridge/src/Sql/SqliteDialect.php' => ['$table', '$rest'],
        'bridge/src/Sql/MysqlDialect.php' => ['$table', '$rest', '$column', '$index'],
        'bridge/src/Sql/Installation.php' => ['$table', '$column', '$sql'],
        'bridge/src/Sql/Coupons.php' => ['$where'],
        'bridge/src/Sql/Codes.php' => ['$conditions', '$active', '$left'],
        // Conditions, and queries for ids, that are written where they are used.
        'bridge/src/Sql/Ledger.php' => ['$only'],
        'bridge/src/Sql/LedgerTables.php' => ['$order'],
        'bridge/src/Sql/Slots.php' => ['$campaigns', '$codes', '$slots'],
        // Whether a part of the statement is there.
        'bridge/src/Sql/Counters.php' => ['$spends'],
        'bridge/src/Sql/Keys.php' => ['$claim'],
        // Marks only; whether a part of the statement is there; a statement of its own.
        'bridge/src/Sql/Purchases.php' => ['$order', '$places'],
        'bridge/src/Sql/VoucherUses.php' => ['$event'],
        // Columns of a constant, `ASC` or `DESC`, and conditions that are written there.
        'bridge/src/Sql/Vouchers.php' => ['$conditions', '$by', '$than', '$order', '$sorted', '$searched', '$query'],
        // The keys of a constant.
        'bridge/src/Sql/ApiKeys.php' => ['$kind', '$sql'],
        'bridge/src/Sql/Imports.php' => ['$table', '$column'],
        'bridge/src/Sql/ImportChecks.php' => ['$of'],
        'bridge/src/Sql/ImportApply.php' => ['$column', '$key', '$from', '$known', '$terms'],
    ];

    /** @dataProvider files */
    public function testEveryValueIsBound(string $path): void
    {
        self::assertSame([], self::unbound((string) file_get_contents(self::ROOT . $path), self::NAMES[$path] ?? []));
    }

    /** @dataProvider mistakes */
    public function testAMistakeIsCaught(string $source): void
    {
        self::assertNotSame([], self::unbound("<?php $source", []), $source);
    }

    /** @return iterable<string, array{string}> */
    public static function files(): iterable
    {
        $all = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(self::ROOT, \FilesystemIterator::SKIP_DOTS));
        foreach ($all as $file) {
            $path = substr((string) $file, strlen(self::ROOT));
            if (str_ends_with($path, '.php') && preg_match('~/(build|vendor|var|templates)/~', $path) !== 1) {
                yield $path => [$path];
            }
        }
    }

    /** @return iterable<int, array{string}> */
    public static function mistakes(): iterable
    {
        yield ['$db->run("DELETE FROM a WHERE b = $c");'];
        yield ['$db->rows("SELECT * FROM a WHERE b = \'{$c->d}\'");'];
        yield ['$db->row(\'SELECT 1 FROM a WHERE b = \' . $c);'];
        yield ['$db->run(sprintf(\'DELETE FROM a WHERE b = %d\', $c));'];
        yield ['$sql = \'SELECT 1 FROM a WHERE b = \' . (int) $c;'];
        yield ['$pdo->exec($c);'];
        yield ['$db->run("UPDATE a SET b = 1 WHERE c IN (" . implode(\',\', $d) . ")");'];
    }

    /** @param list<string> $names @return list<string> variables in SQL that are in no list */
    private static function unbound(string $source, array $names): array
    {
        $tokens = array_values(array_filter(
            \PhpToken::tokenize($source),
            static fn (\PhpToken $token): bool => !$token->is([T_WHITESPACE, T_COMMENT, T_DOC_COMMENT]),
        ));
        $faults = [];
        foreach ($tokens as $at => $token) {
            $called = $token->is(T_STRING) && in_array($token->text, self::STATEMENTS, true)
                && in_array($tokens[$at - 2]->text ?? '', self::CONNECTIONS, true)
                && ($tokens[$at + 1]->text ?? '') === '(';
            $expression = match (true) {
                $called => self::until($tokens, $at + 2),
                $token->is([T_CONSTANT_ENCAPSED_STRING, T_ENCAPSED_AND_WHITESPACE]) && preg_match(self::SQL, $token->text) === 1
                    => self::around($tokens, $at),
                default => [],
            };
            foreach (self::variables($expression) as $variable) {
                if (!in_array($variable, $names, true)) {
                    $faults[] = "line {$token->line}: `$variable`";
                }
            }
        }

        return array_values(array_unique($faults));
    }

    /** The tokens of an argument. @param list<\PhpToken> $tokens @return list<\PhpToken> */
    private static function until(array $tokens, int $at): array
    {
        $argument = [];
        for ($depth = 0; isset($tokens[$at]); $at++) {
            $depth += match ($tokens[$at]->text) {
                '(', '[', '{', '${' => 1,
                ')', ']', '}' => -1,
                default => 0,
            };
            if ($depth < 0 || ($depth === 0 && in_array($tokens[$at]->text, [',', ';'], true))) {
                break;
            }
            $argument[] = $tokens[$at];
        }

        return $argument;
    }

    /** The rest of the expression that a piece of SQL stands in: what is joined to it. @param list<\PhpToken> $tokens @return list<\PhpToken> */
    private static function around(array $tokens, int $at): array
    {
        $before = [];
        for ($depth = 0, $back = $at - 1; $back >= 0; $back--) {
            $text = $tokens[$back]->text;
            $depth += match ($text) {
                ')', ']', '}' => 1,
                '(', '[', '{' => -1,
                default => 0,
            };
            if ($depth < 0 || ($depth === 0 && in_array($text, [';', ',', '=', '=>', 'return', '?', ':', '}'], true))) {
                break;
            }
            $before[] = $tokens[$back];
        }

        return [...array_reverse($before), ...self::until($tokens, $at)];
    }

    /** @param list<\PhpToken> $tokens @return iterable<string> */
    private static function variables(array $tokens): iterable
    {
        foreach ($tokens as $at => $token) {
            if (!$token->is(T_VARIABLE)) {
                continue;
            }
            $isOwn = $token->text === '$this' && ($tokens[$at + 1] ?? null)?->is(T_OBJECT_OPERATOR) === true;
            $name = $isOwn ? '$this->' . $tokens[$at + 2]->text : $token->text;
            // The connection itself, which is asked for what its dialect says.
            if (!in_array($name, ['$db', '$this->db'], true)) {
                yield $name;
            }
        }
    }
}
