<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/**
 * Private keys, integrators' tokens and merchants' keys: hashes of long random secrets, found by their hash, so that no secret
 * is ever compared.
 *
 * A key that was given another secret opens with the one before as well, until `old_until_ms`.
 */
final class ApiKeys
{
    /** A use is written down once a minute, so that reading does not write all the time. */
    private const NOTED_MS = 60_000;

    private const INTEGRATORS = 'SELECT id, name, created_ms, used_ms, old_until_ms, revoked_ms FROM remise_integrator ORDER BY id';
    private const PRIVATE_KEYS = 'SELECT id, name, created_ms, used_ms, old_until_ms, revoked_ms FROM remise_private_key ORDER BY id';
    private const MERCHANTS = 'SELECT id, name, created_ms, used_ms, old_until_ms, revoked_ms FROM remise_merchant_key ORDER BY id';

    private const ADD = [
        'private' => 'INSERT INTO remise_private_key (name, key_hash, created_ms) VALUES (?, ?, ?)',
        'merchant' => 'INSERT INTO remise_merchant_key (name, key_hash, created_ms) VALUES (?, ?, ?)',
        'integrator' => 'INSERT INTO remise_integrator (name, token_hash, created_ms) VALUES (?, ?, ?)',
    ];
    private const ID = [
        'private' => 'SELECT id FROM remise_private_key WHERE key_hash = ?',
        'merchant' => 'SELECT id FROM remise_merchant_key WHERE key_hash = ?',
        'integrator' => 'SELECT id FROM remise_integrator WHERE token_hash = ?',
    ];
    /** What stands left of an assignment may have changed already when the next one is read; so the old one comes first. */
    private const ROTATE = [
        'private' => 'UPDATE remise_private_key SET old_hash = key_hash, old_until_ms = ?, key_hash = ? WHERE id = ? AND revoked_ms IS NULL',
        'merchant' => 'UPDATE remise_merchant_key SET old_hash = key_hash, old_until_ms = ?, key_hash = ? WHERE id = ? AND revoked_ms IS NULL',
        'integrator' => 'UPDATE remise_integrator SET old_hash = token_hash, old_until_ms = ?, token_hash = ? WHERE id = ? AND revoked_ms IS NULL',
    ];
    private const REVOKE = [
        'private' => 'UPDATE remise_private_key SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL',
        'merchant' => 'UPDATE remise_merchant_key SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL',
        'integrator' => 'UPDATE remise_integrator SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL',
    ];
    private const FIND = [
        'private' => 'SELECT id, used_ms FROM remise_private_key '
            . 'WHERE revoked_ms IS NULL AND (key_hash = ? OR (old_hash = ? AND old_until_ms > ?))',
        'merchant' => 'SELECT id, used_ms FROM remise_merchant_key '
            . 'WHERE revoked_ms IS NULL AND (key_hash = ? OR (old_hash = ? AND old_until_ms > ?))',
        'integrator' => 'SELECT id, used_ms FROM remise_integrator '
            . 'WHERE revoked_ms IS NULL AND (token_hash = ? OR (old_hash = ? AND old_until_ms > ?))',
    ];
    private const USED = [
        'private' => 'UPDATE remise_private_key SET used_ms = ? WHERE id = ?',
        'merchant' => 'UPDATE remise_merchant_key SET used_ms = ? WHERE id = ?',
        'integrator' => 'UPDATE remise_integrator SET used_ms = ? WHERE id = ?',
    ];

    public function __construct(private readonly Connection $db)
    {
    }

    /** @return list<array<string, mixed>> */
    public function all(int $nowMs): array
    {
        $listed = [];
        foreach (['private' => self::PRIVATE_KEYS, 'integrator' => self::INTEGRATORS, 'merchant' => self::MERCHANTS] as $kind => $sql) {
            foreach ($this->db->rows($sql) as $row) {
                $listed[] = ['kind' => $kind, 'id' => (string) $row['id'], 'name' => $row['name'], 'active' => $row['revoked_ms'] === null]
                    + ($row['created_ms'] === null ? [] : ['createdAt' => $row['created_ms']])
                    + ($row['used_ms'] === null ? [] : ['usedAt' => $row['used_ms']])
                    + ($row['old_until_ms'] > $nowMs ? ['endAt' => $row['old_until_ms']] : []);
            }
        }

        return $listed;
    }

    /** @param 'integrator'|'merchant'|'private' $kind */
    public function add(
        string $kind,
        string $name,
        #[\SensitiveParameter] string $key,
        ?string $organization,
        ?string $externalId,
        int $atMs,
    ): string {
        return $this->db->transaction(function () use ($kind, $name, $key, $organization, $externalId, $atMs): string {
            $hash = Installation::hash($key);
            $this->db->run(self::ADD[$kind], [$name, $hash, $atMs]);
            $id = (string) ($this->db->row(self::ID[$kind], [$hash])['id'] ?? throw new \RuntimeException('the key is not stored'));
            if ($organization !== null && $externalId !== null) {
                (new Installation($this->db))->serve($id, $externalId, $organization);
            }

            return $id;
        });
    }

    /** @param 'integrator'|'merchant'|'private' $kind */
    public function rotate(string $kind, string $id, #[\SensitiveParameter] string $key, int $untilMs): bool
    {
        return $this->db->run(self::ROTATE[$kind], [$untilMs, Installation::hash($key), (int) $id]) === 1;
    }

    /** @param 'integrator'|'merchant'|'private' $kind */
    public function revoke(string $kind, string $id, int $atMs): bool
    {
        return $this->db->run(self::REVOKE[$kind], [$atMs, (int) $id]) === 1;
    }

    /** The id of the key that a secret opens now. @param 'integrator'|'merchant'|'private' $kind */
    public function opened(string $kind, #[\SensitiveParameter] string $key, int $nowMs): ?int
    {
        $hash = Installation::hash($key);
        $row = $this->db->row(self::FIND[$kind], [$hash, $hash, $nowMs]);
        if ($row === null) {
            return null;
        }
        if ($row['used_ms'] === null || abs($nowMs - (int) $row['used_ms']) >= self::NOTED_MS) {
            $this->noteUse($kind, (int) $row['id'], $nowMs);
        }

        return (int) $row['id'];
    }

    /** A store that cannot be written to just now is no reason to refuse who may read it. */
    private function noteUse(string $kind, int $id, int $nowMs): void
    {
        try {
            $this->db->run(self::USED[$kind], [$nowMs, $id]);
        } catch (\PDOException) {
            return;
        }
    }
}
