<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\Source;

/**
 * Buckets of tokens, one for each thing that a source attempts.
 *
 * A row holds the instant at which its bucket is full again, so that it fills by itself: what is in it follows from that and
 * from now. Whether a token is left is decided by the condition of the statement that takes it.
 */
final class Buckets
{
    private const TAKE = 'UPDATE remise_bucket SET full_ms = CASE WHEN full_ms > ? AND full_ms <= ? THEN full_ms ELSE ? END + ? '
        . 'WHERE key_hash = ? AND (full_ms <= ? OR full_ms > ?)';

    public function __construct(private readonly Connection $db, private readonly Holders $holders)
    {
    }

    public function take(string $scope, Source $source, int $atMs, int $limit, int $waitMs): bool
    {
        try {
            return $this->db->transaction(function () use ($scope, $source, $atMs, $limit, $waitMs): bool {
                foreach ($this->hashes($scope, $source) as $hash) {
                    $this->takeOne($hash, $atMs, $limit, $waitMs);
                }

                return true;
            });
        } catch (NothingLeft) {
            return false;
        }
    }

    public function give(string $scope, Source $source, int $waitMs): void
    {
        $this->db->transaction(function () use ($scope, $source, $waitMs): void {
            foreach ($this->hashes($scope, $source) as $hash) {
                $this->db->run('UPDATE remise_bucket SET full_ms = full_ms - ? WHERE key_hash = ?', [$waitMs, $hash]);
            }
        });
    }

    /**
     * What would take twice as long to fill as an empty one is from before the clock was set back, or the limit lowered: it
     * counts as full. A little more than empty is usual, where somebody read the clock and came later.
     */
    private function takeOne(string $hash, int $atMs, int $limit, int $waitMs): void
    {
        $empty = $atMs + $limit * $waitMs;
        $never = $empty + $limit * $waitMs;
        $take = [$atMs, $never, $atMs, $waitMs, $hash, $empty - $waitMs, $never];
        if ($this->db->run(self::TAKE, $take) === 1) {
            return;
        }
        $new = $this->db->run(
            $this->db->dialect->insertUnlessThere('remise_bucket', '(key_hash, full_ms) VALUES (?, ?)'),
            [$hash, $atMs + $waitMs],
        );
        if ($new === 1) {
            $this->db->run('DELETE FROM remise_bucket WHERE full_ms < ?', [$atMs]);
        } elseif ($this->db->run(self::TAKE, $take) === 0) {
            throw new NothingLeft();
        }
    }

    /** In one order, so that two that come at once do not wait for each other. @return list<string> */
    private function hashes(string $scope, Source $source): array
    {
        $hashes = [];
        foreach (['address' => $source->remoteAddress, 'session' => $source->session, 'holder' => $source->holder] as $kind => $of) {
            if ($of !== null) {
                $hashes[] = (string) $this->holders->hash("$scope $kind $of");
            }
        }
        sort($hashes);

        return $hashes;
    }
}
