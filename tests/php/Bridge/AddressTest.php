<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Sql\Address;
use Remise\Bridge\Sql\MysqlDialect;
use Remise\Bridge\Sql\SqliteDialect;
use Remise\Tests\Support\Ports;

/** Where a store is, as somebody writes it: what is not understood is refused, and never another place. */
final class AddressTest extends TestCase
{
    private const HOST = '`[IPV6]:PORT`';
    private const OPTIONS = '`wait=SECONDS`';

    public function testFilesAndServers(): void
    {
        self::assertInstanceOf(SqliteDialect::class, Address::link('sqlite:/tmp/a b?c.sqlite')->dialect);
        foreach (['mysql://h/shop', 'mysql://u:p%40%2F%3A@h:3307/shop', 'mysql://u:#?&=+@10.0.0.1,[::1]:3307,db-2.example/shop?wait=3', 'mysql://u@localhost/shop?socket=/a/b,/c'] as $store) {
            self::assertInstanceOf(MysqlDialect::class, Address::link($store)->dialect, $store);
        }
    }

    public function testAnIpv6HostIsReached(): void
    {
        [$port] = Ports::free(1);
        $this->expectException(\PDOException::class);
        // The address was understood; that nobody listens there, or that this machine has no IPv6, is another matter.
        $this->expectExceptionMessageMatches('/refused|assign requested address|not supported/');
        Address::link("mysql://u:p@[::1]:$port/shop")->pdo();
    }

    /** @return array<string, array{string, string}> */
    public static function mistyped(): array
    {
        return [
            'an @ in the password' => ['mysql://u:secret@x@h/shop', 'written `%25`, `%40`'],
            'a / in the password' => ['mysql://u:secret/x@h/shop', 'written `%25`, `%40`'],
            'no database' => ['mysql://u:secret@h:3306', 'a store is'],
            'another database' => ['postgres://u:secret@h/shop', 'a store is'],
            'a port that is none' => ['mysql://u:secret@h:33o6/shop', self::HOST],
            'a port too high' => ['mysql://u:secret@h:99999/shop', self::HOST],
            'IPv6 without brackets' => ['mysql://u:secret@::1/shop', self::HOST],
            'a blank between hosts' => ['mysql://u:secret@a, b/shop', self::HOST],
            'more of a DSN' => ['mysql://u:secret@h;unix_socket=x/shop', self::HOST],
            'no host' => ['mysql://u:secret@/shop', self::HOST],
            'an unknown option' => ['mysql://u:secret@h/shop?sokcet=/a', self::OPTIONS],
            'a password with / and ?' => ['mysql://u:a/b?secret@h/shop', self::OPTIONS],
            'a wait that is none' => ['mysql://u:secret@h/shop?wait=1m', self::OPTIONS],
        ];
    }

    /** @dataProvider mistyped */
    public function testWhatIsMistypedIsToldAndNotRepeated(string $store, string $told): void
    {
        try {
            Address::link($store);
            self::fail('it was taken for something');
        } catch (\InvalidArgumentException $refused) {
            self::assertStringContainsString($told, $refused->getMessage());
            self::assertStringNotContainsString('secret', (string) $refused);
        }
    }
}
