<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Idempotency keys: who has one, and what was answered under it.
 *
 * Only hashes of a key and of its request are kept. The unique index decides between two that come at once.
 */
final class Keys
{
    public function __construct(private readonly Connection $db)
    {
    }

    /** @return array<string, mixed> `outcome`, and when it is settled `status`, `body` */
    public function claim(
        string $scope,
        string $key,
        string $request,
        int $atMs,
        int $staleBeforeMs,
        int $forgetBeforeMs,
    ): array {
        $hashes = [self::hash($scope, $key), Installation::hash($request)];

        return $this->db->transaction(function () use ($hashes, $atMs, $staleBeforeMs, $forgetBeforeMs): array {
            $this->db->run('DELETE FROM remise_key WHERE claimed_ms < ?', [$forgetBeforeMs]);
            $mine = $this->db->run(
                $this->db->dialect->insertUnlessThere('remise_key', '(key_hash, request_hash, claimed_ms) VALUES (?, ?, ?)'),
                [...$hashes, $atMs],
            ) === 1 || $this->db->run(
                'UPDATE remise_key SET claimed_ms = ? '
                . 'WHERE key_hash = ? AND request_hash = ? AND status IS NULL AND claimed_ms <= ?',
                [$atMs, ...$hashes, $staleBeforeMs],
            ) === 1;

            return $mine ? ['outcome' => 'claimed'] : $this->held(...$hashes);
        });
    }

    /** The instant of the claim tells whether it was taken over; without an answer the key is free again. */
    public function settle(string $scope, string $key, int $atMs, ?int $status, ?string $body): void
    {
        $claim = ' WHERE key_hash = ? AND claimed_ms = ? AND status IS NULL';
        $which = [self::hash($scope, $key), $atMs];
        if ($status === null) {
            $this->db->run('DELETE FROM remise_key' . $claim, $which);
        } else {
            $this->db->run('UPDATE remise_key SET status = ?, body = ?' . $claim, [$status, $body, ...$which]);
        }
    }

    /** @return array<string, mixed> */
    private function held(string $keyHash, string $requestHash): array
    {
        $row = $this->db->row('SELECT request_hash, status, body FROM remise_key WHERE key_hash = ?', [$keyHash]);

        return match (true) {
            ($row['request_hash'] ?? null) !== $requestHash => ['outcome' => 'other'],
            $row['status'] === null => ['outcome' => 'running'],
            default => ['outcome' => 'settled', 'status' => $row['status'], 'body' => $row['body'] ?? ''],
        };
    }

    private static function hash(string $scope, string $key): string
    {
        return Installation::hash(Installation::hash($scope) . $key);
    }
}
