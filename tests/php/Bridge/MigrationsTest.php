<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Bridge\Sql\Column;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Migrations;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\Sql\Table;
use Remise\Tests\Support\Processes;
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
