<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\Sql\Column;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Migrations;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\Sql\Table;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

class MigrationsTest extends StoreTest
{

    public function testTwiceIsAsOnce(): void
    {
        $db = Connection::open($this->place());
        Schema::migrations()->run($db);
        Schema::migrations()->run($db);
        self::assertStepsTakenOnce($db);
    }

    public function testALaterStepIsAddedAndTheRowsStay(): void
    {
        $db = Connection::open($this->place());
        $one = new Table('one', ['id' => Column::id(), 'word' => Column::text()]);
        (new Migrations('p', [1 => [$one]]))->run($db);
        $db->run('INSERT INTO one (word) VALUES (?)', ['kept']);
        (new Migrations('p', [1 => [$one], 2 => [new Table('two', ['id' => Column::id()])]]))->run($db);
        self::assertSame('kept', $db->row('SELECT word FROM one')['word'] ?? null);
        self::assertTrue($db->has('two'));
    }

    public function testAFailedStepLeavesNothingBehind(): void
    {
        $db = Connection::open($this->place());
        $one = new Table('one', ['id' => Column::id()]);
        try {
            (new Migrations('p', [1 => [$one, $one]]))->run($db);
            self::fail('the same table twice should fail');
        } catch (\PDOException) {
            self::assertFalse($db->has('one'));
            self::assertFalse($db->has('remise_schema'));
        }
    }

    /** What was taken before there were holds: one key for an order of one code, one for each code of several. */
    public function testUsesAndTheirCountsComeAlong(): void
    {
        $db = Connection::open($this->place());
        (new Migrations('bridge', array_slice(Schema::steps(), 0, 3, true)))->run($db);
        $db->run("INSERT INTO remise_organization (id, external_id, currency, locale, modified_ms) VALUES (1, 'org', 'BRL', 'pt', 1)");
        $db->run("INSERT INTO remise_campaign (id, organization_id, env, external_id, body, created_ms, updated_ms) "
            . "VALUES (1, 1, 'prod', 'c', '{}', 1, 1)");
        foreach ([1 => 'TEN', 2 => '0NCE'] as $id => $key) {
            $db->run("INSERT INTO remise_code (id, organization_id, env, code_key, code, campaign_id, quantity, redeemed, created_ms) "
                . "VALUES (?, 1, 'prod', ?, ?, 1, 2, ?, 1)", [$id, $key, $key, $id]);
        }
        $uses = [['single', 1, 'TEN', 'h', 'committed'], ['several#TEN', 1, 'TEN', null, 'released'],
            ['several#0NCE', 2, '0NCE', null, 'committed'], ['a#TEN#0NCE', 2, '0NCE', null, 'committed']];
        foreach ($uses as $use) {
            $db->run("INSERT INTO remise_redemption (redemption_key, code_id, code_key, holder_hash, state, applied, engine, committed_ms) "
                . "VALUES (?, ?, ?, ?, ?, '{\"a\":1}', 'e', 7)", $use);
        }
        $db->run("INSERT INTO remise_holder (code_id, holder_hash, redeemed) VALUES (1, 'h', 1)");
        $store = new Store($this->place());
        self::assertSame([], $store->miscounted());
        self::assertSame(
            [['a#TEN', 0, 2], ['several', 0, 1], ['several', 1, 2], ['single', 0, 1]],
            array_map(array_values(...), $db->rows('SELECT redemption_key, number, code_id FROM remise_use ORDER BY 1, 2')),
        );
        self::assertSame([false, false], [$db->has('remise_redemption'), $db->has('remise_holder')]);
        $again = $store->redeem('single', 'TEN');
        self::assertSame(['replayed', '{"a":1}', true], [$again['outcome'], $again['redemption']['applied'], $again['redemption']['known']]);
        self::assertTrue($store->ask('release', ['key' => 'several', 'keep' => false, 'atMs' => 9])['changed']);
        self::assertSame('taken', $store->redeem('new', '0NCE')['outcome']);
        self::assertSame([], $store->miscounted());
    }

    public function testManyProcessesAtOnce(): void
    {
        for ($round = 0; $round < 5; $round++) {
            $file = $this->place("round-$round");
            $code = 'require ' . var_export(dirname(__DIR__, 3) . '/plugins/bridge/autoload.php', true) . ';'
                . 'Remise\Bridge\Sql\Schema::migrations()->run(Remise\Bridge\Sql\Connection::open($argv[1])); echo "done";';
            $results = Processes::together(6, [PHP_BINARY, '-r', $code, '--', $file]);
            self::assertSame(array_fill(0, 6, 'done'), $results);
            self::assertStepsTakenOnce(Connection::open($file));
        }
    }

    private static function assertStepsTakenOnce(Connection $db): void
    {
        $versions = array_column($db->rows('SELECT version FROM remise_schema ORDER BY version'), 'version');
        self::assertNotSame([], $versions);
        self::assertSame(range(1, count($versions)), $versions);
    }
}
