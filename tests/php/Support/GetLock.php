<?php

declare(strict_types=1);

namespace Remise\Tests\Support;

/** A ledger that reads before it writes, under a lock of the server: right on one server, and caught on a cluster, where each node has its own. */
final class GetLock
{
    private const PATIENCE_SECONDS = 30;

    private readonly ReadThenWrite $ledger;

    public function __construct(private readonly Store $store)
    {
        $this->ledger = new ReadThenWrite($store);
    }

    /** @return array{outcome: 'exhausted'|'taken'} */
    public function redeem(string $key, string $code): array
    {
        $db = $this->store->db;
        $db->rows('SELECT GET_LOCK(?, ?)', ["code $code", self::PATIENCE_SECONDS]);
        try {
            return $this->ledger->redeem($key, $code);
        } finally {
            $db->rows('SELECT RELEASE_LOCK(?)', ["code $code"]);
        }
    }
}
