<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\Attempt;

/** Failed attempts, like ones of one source counted in one row. */
final class Attempts
{
    /** Of a hash this much is kept: enough to tell sources apart. */
    private const SHOWN = 8;
    private const AGAIN = 'UPDATE remise_attempt SET tries = tries + 1, last_ms = ? WHERE attempt_hash = ?';

    public function __construct(private readonly Connection $db, private readonly Holders $holders)
    {
    }

    public function note(Attempt $attempt): void
    {
        $source = array_map($this->short(...), [
            $attempt->source->remoteAddress,
            $attempt->source->session,
            $attempt->source->holder,
        ]);
        $facts = [$attempt->scope, ...$source, $attempt->code, $attempt->outcome];
        $hash = Installation::hash(json_encode($facts, JSON_THROW_ON_ERROR));
        $this->db->transaction(function () use ($attempt, $facts, $hash): void {
            $again = [$attempt->atMs, $hash];
            if ($this->db->run(self::AGAIN, $again) === 1) {
                return;
            }
            $new = $this->db->run(
                $this->db->dialect->insertUnlessThere(
                    'remise_attempt',
                    '(scope, address, session, holder, code, outcome, attempt_hash, tries, first_ms, last_ms) '
                    . 'VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)',
                ),
                [...$facts, $hash, $attempt->atMs, $attempt->atMs],
            );
            $new === 1 ? $this->forget($attempt) : $this->db->run(self::AGAIN, $again);
        });
    }

    /** @return list<array<string, mixed>> the latest first */
    public function latest(int $limit): array
    {
        $rows = $this->db->rows('SELECT * FROM remise_attempt ORDER BY last_ms DESC, id DESC LIMIT ?', [$limit]);

        return array_map(static fn (array $row): array => array_filter([
            'scope' => $row['scope'],
            'remoteAddress' => $row['address'],
            'session' => $row['session'],
            'holder' => $row['holder'],
            'code' => $row['code'],
            'outcome' => $row['outcome'],
            'count' => $row['tries'],
            'createdAt' => $row['first_ms'],
            'atMs' => $row['last_ms'],
        ], static fn (mixed $value): bool => $value !== null), $rows);
    }

    private function forget(Attempt $attempt): void
    {
        $this->db->run('DELETE FROM remise_attempt WHERE last_ms < ?', [$attempt->forgetBeforeMs]);
        $last = $this->db->row('SELECT MAX(id) AS id FROM remise_attempt');
        $this->db->run('DELETE FROM remise_attempt WHERE id <= ?', [(int) ($last['id'] ?? 0) - $attempt->rows]);
    }

    private function short(?string $of): ?string
    {
        return $of === null ? null : substr((string) $this->holders->hash($of), 0, self::SHOWN);
    }
}
