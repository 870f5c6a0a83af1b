<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\EngineExhausted;
use Remise\Bridge\EngineMissing;
use Remise\Bridge\EngineTrapped;
use Remise\Bridge\Module;
use Remise\Bridge\NoShop;
use Remise\Bridge\Port;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\TranslatedEngine;
use Remise\Tests\Support\FakeModule;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Scratch;
use Remise\Tests\Support\Store;

/** What the bridge makes of an engine that fails, and of one that asks back. */
final class TranslatedEngineTest extends TestCase
{
    private Scratch $scratch;

    protected function setUp(): void
    {
        $this->scratch = new Scratch();
        FakeModule::$built = FakeModule::$blocksInUse = 0;
        FakeModule::$full = false;
    }

    protected function tearDown(): void
    {
        $this->scratch->remove();
    }

    public function testTheRealEngineAnswersAndIsBuiltOnce(): void
    {
        $engine = new TranslatedEngine();
        $call = ['verb' => 'format', 'locale' => 'pt', 'amounts' => [['minor' => 123456, 'currency' => 'BRL']]];
        $answer = ['answer' => 'formatted', 'texts' => ["R$\u{a0}1.234,56"]];
        self::assertSame($answer, $engine->call($call));
        self::assertSame($answer, $engine->call($call));
    }

    public function testInvalidUtf8IsReplaced(): void
    {
        $answer = (new TranslatedEngine())->call(['verb' => 'check', 'code' => "A\xff"]);
        self::assertContains($answer['answer'], ['checked', 'error']);
    }

    public function testATrapIsTypedAndTheNextCallWorks(): void
    {
        $engine = $this->fake(static fn (string $call): string => $call === 'trap' ? throw new \RuntimeException('unreachable') : "<$call>");
        self::assertSame('<a>', $engine->callJson('a'));
        self::assertSame('<b>', $engine->callJson('b'));
        self::assertSame([1, 0], [FakeModule::$built, FakeModule::$blocksInUse]);
        try {
            $engine->callJson('trap');
            self::fail('a trap is an exception');
        } catch (EngineTrapped $trap) {
            self::assertSame('unreachable', $trap->trap);
            self::assertStringContainsString('report', $trap->getMessage());
        }
        self::assertSame('<c>', $engine->callJson('c'));
        self::assertSame(2, FakeModule::$built);
    }

    public function testAMissingFileSaysWhatToDo(): void
    {
        $file = $this->scratch->file('RemiseModule.php');
        $engine = new TranslatedEngine(new NoShop(), new Module($file, 'Remise\Tests\Absent'));
        foreach ([1, 2] as $ignored) {
            try {
                $engine->callJson('{}');
                self::fail('there is no file');
            } catch (EngineMissing $missing) {
                self::assertSame($file, $missing->module);
                self::assertStringContainsString('is missing', $missing->getMessage());
                self::assertStringContainsString('cargo xtask build', $missing->getMessage());
            }
        }
        // Installed meanwhile, it is found without starting anew.
        file_put_contents($file, '<?php namespace Remise\Tests; class_alias(Support\FakeModule::class, "Remise\Tests\Absent");');
        FakeModule::$behaviour = static fn (): string => 'here';
        self::assertSame('here', $engine->callJson('{}'));
    }

    public function testADamagedFileSaysSo(): void
    {
        file_put_contents($half = $this->scratch->file('half.php'), '<?php final class Half { public function');
        file_put_contents($other = $this->scratch->file('other.php'), '<?php // nothing');
        $this->assertMissing('is damaged', $half);
        $this->assertMissing('does not hold the class', $other);
    }

    public function testAFullModuleIsToldApartFromATrap(): void
    {
        $engine = $this->fake(static function (): string {
            FakeModule::$full = true;

            throw new \RuntimeException('unreachable');
        });
        try {
            $engine->callJson('{}');
            self::fail('there is no room');
        } catch (EngineExhausted $full) {
            self::assertStringContainsString('smaller', $full->getMessage());
        }
        FakeModule::$full = false;
        FakeModule::$behaviour = static fn (): string => 'again';
        self::assertSame('again', $engine->callJson('{}'));
    }

    public function testPhpsMemoryIsLookedAtBeforehand(): void
    {
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$e = new Remise\Bridge\TranslatedEngine(); $small = ["verb" => "check", "code" => "A"]; $e->call($small);'
            . 'try { $e->call(["verb" => "check", "code" => str_repeat("A", 1_000_000)]); }'
            . 'catch (Remise\Bridge\EngineExhausted $x) { echo $x->getMessage(), "|", $e->call($small)["answer"]; }';
        [$printed] = Processes::together(1, [PHP_BINARY, '-d', 'memory_limit=64M', '-r', $code]);
        self::assertStringContainsString('raise `memory_limit` in php.ini', $printed);
        self::assertStringEndsWith('|checked', $printed);
    }

    /** The estimate is no use when it is too low: what it lets pass must end well, be it with 400 for a coupon too long to store. */
    public function testWhatTheEstimateLetsPassFits(): void
    {
        $store = 'sqlite:' . $this->scratch->file('store.sqlite');
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$s = new Remise\Tests\Support\Store($argv[1]); $e = new Remise\Bridge\TranslatedEngine(new Remise\Bridge\PortDispatcher($s->shop));'
            . '$e->prepare(); ini_set("memory_limit", "64M"); for ($n = 1 << 17; $n < 1 << 21; $n += 1 << 17) { $sent = $n;'
            . '$body = json_encode(["env" => "prod", "integrationToken" => "token", "organizationExternalId" => "org",'
            . '"coupon" => ["code" => "A", "integrationMetadata" => ["x" => str_repeat("\"", $n >> 2)]]]);'
            . '$call = ["verb" => "http", "method" => "POST", "path" => "/api/saveCoupon", "headers" => ["content-type" => "application/json"], "body" => $body];'
            . 'try { if (!in_array($e->call($call)["status"], [200, 400], true)) { exit("refused"); } } catch (Remise\Bridge\EngineExhausted) { exit("held back at $sent"); } }';
        [$printed] = Processes::together(1, [PHP_BINARY, '-r', $code, '--', $store]);
        self::assertMatchesRegularExpression('/\Aheld back at \d{6,7}\z/', $printed);
    }

    /** What an older version stored may be longer than what is taken today. */
    public function testWhatTheShopAnswersIsLookedAtToo(): void
    {
        $store = new Store('sqlite:' . $file = $this->scratch->file('store.sqlite'));
        $store->save('A');
        $long = json_encode(['id' => 'A', 'code' => 'A', 'value' => 5, 'integrationMetadata' => ['x' => str_repeat('"', 500_000)]]);
        $store->db->run('UPDATE remise_campaign SET body = ?', [$long]);
        $code = 'require ' . var_export(dirname(__DIR__) . '/bootstrap.php', true) . ';'
            . '$db = Remise\Bridge\Sql\Connection::open("sqlite:" . $argv[1]); $s = new Remise\Bridge\Sql\SqlShop($db, new Remise\Bridge\System());'
            . '$e = new Remise\Bridge\TranslatedEngine(new Remise\Bridge\PortDispatcher($s));'
            . '$price = ["verb" => "price", "cart" => ["currency" => "BRL", "lines" => []]]; $e->call($price);'
            . 'try { $e->call($price + ["code" => "A"]); echo "passed"; }'
            . 'catch (Remise\Bridge\EngineExhausted $x) { echo $x->getMessage(), "|", $e->call($price)["answer"]; }';
        [$printed] = Processes::together(1, [PHP_BINARY, '-d', 'memory_limit=64M', '-r', $code, '--', $file]);
        self::assertStringContainsString('raise `memory_limit` in php.ini', $printed);
        self::assertStringEndsWith('|priced', $printed);
    }

    public function testThePortIsAskedInTheMiddleOfACall(): void
    {
        $port = $this->port(static fn (string $question): string => strrev($question));
        $engine = $this->fake(static fn (string $call, \Closure $ask): string => $ask($call) . '+' . $ask('xyz'), $port);
        self::assertSame('cba+zyx', $engine->callJson('abc'));
        self::assertSame(0, FakeModule::$blocksInUse);
    }

    public function testAPortMayCallTheEngineAgain(): void
    {
        $engine = null;
        $port = $this->port(static function (string $question) use (&$engine): string {
            return $question === 'inner' ? 'deep' : $engine->callJson('inner');
        });
        $engine = $this->fake(static fn (string $call, \Closure $ask): string => "$call(" . $ask($call) . ')', $port);
        self::assertSame('outer(inner(deep))', $engine->callJson('outer'));
        self::assertSame('outer(inner(deep))', $engine->callJson('outer'));
    }

    public function testAShopThatFailsIsAnAnswerAndNotAnException(): void
    {
        $store = new Store('sqlite:' . $this->scratch->file('store.sqlite'));
        $log = [];
        $engine = new TranslatedEngine(new PortDispatcher($store->shop, static function (string $line) use (&$log): void {
            $log[] = $line;
        }));
        $price = ['verb' => 'price', 'cart' => ['currency' => 'BRL', 'lines' => []], 'code' => 'A'];
        $store->db->run('ALTER TABLE remise_setting RENAME TO hidden');
        $failed = $engine->call($price);
        self::assertSame(['error', 'host'], [$failed['answer'], $failed['faults'][0]['fault']]);
        self::assertStringContainsString('remise_setting', $log[0]);
        $store->db->run('ALTER TABLE hidden RENAME TO remise_setting');
        self::assertSame('priced', $engine->call($price)['answer']);
    }

    public function testWithoutAShopThePureCallsWork(): void
    {
        $answer = (new TranslatedEngine())->call(['verb' => 'release', 'key' => 'x']);
        self::assertSame('host', $answer['faults'][0]['fault']);
        self::assertStringContainsString('without a shop', $answer['faults'][0]['message']);
    }

    public function testTheHashIsTheModules(): void
    {
        self::assertMatchesRegularExpression('/\A[0-9a-f]{64}\z/', TranslatedEngine::hash());
    }

    private function assertMissing(string $found, string $file): void
    {
        try {
            (new TranslatedEngine(new NoShop(), new Module($file, 'Remise\Tests\NoSuchModule')))->callJson('{}');
            self::fail('the file is no engine');
        } catch (EngineMissing $missing) {
            self::assertStringContainsString($found, $missing->getMessage());
        }
    }

    private function fake(\Closure $behaviour, ?Port $port = null): TranslatedEngine
    {
        FakeModule::$behaviour = $behaviour;

        return new TranslatedEngine($port ?? new NoShop(), new Module('', FakeModule::class));
    }

    private function port(\Closure $answer): Port
    {
        return new class ($answer) implements Port {
            public function __construct(private readonly \Closure $answer)
            {
            }

            public function answer(string $request): string
            {
                return ($this->answer)($request);
            }
        };
    }
}
