<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** What SQLite tells of its plans for pages of vouchers; what MariaDB does is counted in `VoucherPagesTest`. */
final class VoucherPlanTest extends StoreTest
{
    public function testNoPageIsSorted(): void
    {
        $store = new Store($this->place());
        $plan = static fn (string $index, string $where, string $order): string => implode("\n", array_column($store->db->rows(
            "EXPLAIN QUERY PLAN SELECT v.* FROM remise_voucher v INDEXED BY remise_voucher_organization_id_env_owner_$index "
            . "WHERE v.organization_id = 1 AND v.env = 'prod' AND v.owner = 'o' AND $where ORDER BY $order LIMIT 26",
        ), 'detail'));
        foreach ([
            ['id', 'v.id < 99', 'v.id DESC'],
            ['code_key', "v.code_key >= 'A' AND v.code_key < 'B'", 'v.code_key, v.id'],
            ['used_ms', 'v.used_ms = 0 AND v.id < 9', 'v.used_ms DESC, v.id DESC'],
            ['used_ms', 'v.used_ms < 9', 'v.used_ms DESC, v.id DESC'],
            ['state', "v.state = 'used' AND v.id < 9", 'v.id DESC'],
            ['template', "v.template = 'a' AND v.id < 9", 'v.id DESC'],
        ] as [$index, $where, $order]) {
            self::assertStringContainsString('SEARCH v USING INDEX', $plan($index, $where, $order));
            self::assertStringNotContainsString('TEMP B-TREE', $plan($index, $where, $order), $where);
        }
    }
}
