<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Bridge\Sql\Column;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Migrations;
use Remise\Bridge\Sql\Table;
use Remise\Tests\Support\OnMariaDb;

final class MigrationsTest extends \Remise\Tests\Bridge\MigrationsTest
{
    use OnMariaDb;

    /** MariaDB commits what was made before; the step is not taken, and can be taken again. */
    public function testAFailedStepLeavesNothingBehind(): void
    {
        $db = Connection::open($this->place());
        $table = static fn (string $name, string $other): Table => new Table($name, [
            'id' => Column::id(),
            'other' => Column::row($other),
        ]);
        $one = new Table('one', ['id' => Column::id()]);
        try {
            (new Migrations('p', [1 => [$one, $table('two', 'missing')]]))->run($db);
            self::fail('a table that refers to none should fail');
        } catch (\PDOException) {
            self::assertSame([], $db->rows('SELECT * FROM remise_schema'));
        }
        (new Migrations('p', [1 => [$one, $table('two', 'one')]]))->run($db);
        self::assertTrue($db->has('two'));
    }
}
