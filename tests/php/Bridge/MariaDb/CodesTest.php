<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge\MariaDb;

use Remise\Bridge\Sql\Connection;
use Remise\Tests\Support\OnMariaDb;
use Remise\Tests\Support\Store;

final class CodesTest extends \Remise\Tests\Bridge\CodesTest
{
    use OnMariaDb;

    public function testACodeIsSwitchedOffWhileAnotherOneOfItsCampaignIsTaken(): void
    {
        $store = new Store($this->place());
        $store->ask('insertCodes', [
            'organization' => $store->organization,
            'env' => 'prod',
            'pattern' => '##',
            'coupon' => '{"value":5}',
            'codes' => [['code' => 'AA', 'key' => 'AA'], ['code' => 'BB', 'key' => 'BB']],
            'atMs' => 3,
        ]);
        $other = Connection::open($this->place());
        $other->transaction(static function () use ($other, $store): void {
            $other->run("UPDATE remise_code SET redeemed = redeemed + 1 WHERE code_key = 'BB'");
            $switched = $store->answer('setActive', $store->place('AA') + ['active' => false, 'atMs' => 9]);
            self::assertTrue($switched['ok']['known'] ?? null, implode($store->log));
        });
    }
}
