<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\ImportPiece;
use Remise\Bridge\ImportStart;

/** Imports while their files are read, and the faults that were found. */
final class Imports
{
    public const OPEN = 'open';
    public const READY = 'ready';
    public const APPLIED = 'applied';

    private const INSERT_ROW = 'INSERT INTO remise_import_row (import_id, "row_number", code_key, code, external_id, body, '
        . 'quantity, quantity_per_user, start_ms, end_ms, campaign_quantity, campaign_minor) '
        . 'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
    private const INSERT_FAULT = 'INSERT INTO remise_import_fault (import_id, "row_number", column_name, fault, message) '
        . 'VALUES (?, ?, ?, ?, ?)';
    /** Parents last. */
    private const TABLES = ['remise_import_row' => 'import_id', 'remise_import_fault' => 'import_id', 'remise_import' => 'id'];

    public function __construct(private readonly Connection $db, private readonly ImportChecks $checks)
    {
    }

    /** @return null|array<string, mixed> */
    public function start(ImportStart $start): ?array
    {
        return $this->db->transaction(function () use ($start): ?array {
            foreach ($this->db->rows('SELECT id FROM remise_import WHERE touched_ms < ?', [$start->forgetMs]) as $old) {
                $this->remove((int) $old['id']);
            }
            if ($start->campaign !== null && $this->db->row(
                'SELECT id FROM remise_campaign WHERE organization_id = ? AND env = ? AND external_id = ?',
                [(int) $start->organization, $start->env, $start->campaign],
            ) === null) {
                return null;
            }
            $id = $this->db->insert(
                'INSERT INTO remise_import (organization_id, env, kind, campaign, state, read_bytes, read_rows, '
                . 'applied_rows, reader, touched_ms) VALUES (?, ?, ?, ?, ?, 0, 0, 0, ?, ?)',
                [(int) $start->organization, $start->env, $start->kind, $start->campaign, self::OPEN, $start->reader, $start->atMs],
            );

            return $this->find($start->organization, $id);
        });
    }

    /** @return null|array<string, mixed> */
    public function find(string $organization, string $id): ?array
    {
        $row = $this->db->row(
            'SELECT i.*, (SELECT COUNT(*) FROM remise_import_fault f WHERE f.import_id = i.id) AS faults '
            . 'FROM remise_import i WHERE i.id = ? AND i.organization_id = ?',
            [(int) $id, (int) $organization],
        );

        return $row === null ? null : [
            'id' => (string) $row['id'],
            'kind' => $row['kind'],
            'env' => $row['env'],
        ] + ($row['campaign'] === null ? [] : ['campaign' => $row['campaign']]) + [
            'state' => $row['state'],
            'offset' => $row['read_bytes'],
            'rows' => $row['read_rows'],
            'applied' => $row['applied_rows'],
            'faults' => $row['faults'],
            'reader' => $row['reader'],
        ];
    }

    /** The piece is kept when the import is where the piece begins; whoever sends it a second time changes nothing. */
    public function stage(ImportPiece $piece): void
    {
        $this->db->transaction(function () use ($piece): void {
            $moved = $this->db->run(
                'UPDATE remise_import SET read_bytes = ?, read_rows = ?, reader = ?, touched_ms = ?, state = ? '
                . 'WHERE id = ? AND organization_id = ? AND read_bytes = ? AND state = ?',
                [
                    $piece->end, $piece->read, $piece->reader, $piece->atMs, $piece->last ? self::READY : self::OPEN,
                    (int) $piece->id, (int) $piece->organization, $piece->offset, self::OPEN,
                ],
            );
            if ($moved === 0) {
                return;
            }
            foreach ($piece->rows as $row) {
                $terms = isset($row['coupon']) ? CouponTerms::of($row['coupon']) : null;
                $this->db->run(self::INSERT_ROW, [
                    (int) $piece->id, $row['row'], $row['codeKey'], $row['code'], $row['id'] ?? null, $row['coupon'] ?? null,
                    ...($terms === null ? array_fill(0, 6, null) : [...$terms->values(), ...$terms->campaignValues()]),
                ]);
            }
            foreach ($piece->faults as $fault) {
                $told = [$fault['row'], $fault['column'], $fault['fault'], $fault['message']];
                $this->db->run(self::INSERT_FAULT, [(int) $piece->id, ...$told]);
            }
            if ($piece->last) {
                $this->checks->duplicates((int) $piece->id);
                $this->checks->taken((int) $piece->id);
            }
        });
    }

    public function drop(string $organization, string $id): void
    {
        $this->db->transaction(function () use ($organization, $id): void {
            if ($this->find($organization, $id) !== null) {
                $this->remove((int) $id);
            }
        });
    }

    /** @return array<string, mixed> `faults`, `cursor?` */
    public function faults(int $id, ?string $cursor, int $limit): array
    {
        [$row, $last] = array_map(intval(...), explode('.', ($cursor ?? '0.0') . '.0'));
        $rows = $this->db->rows(
            'SELECT id, "row_number", column_name, fault, message, first_row FROM remise_import_fault '
            . 'WHERE import_id = ? AND ("row_number" > ? OR ("row_number" = ? AND id > ?)) ORDER BY "row_number", id LIMIT ?',
            [$id, $row, $row, $last, $limit + 1],
        );
        $shown = array_slice($rows, 0, $limit);
        $end = end($shown);

        return ['faults' => array_map(static fn (array $fault): array => [
            'row' => $fault['row_number'],
            'column' => $fault['column_name'],
            'fault' => $fault['fault'],
            'message' => $fault['message'],
        ] + ($fault['first_row'] === null ? [] : ['first' => $fault['first_row']]), $shown)]
            + ($end !== false && count($rows) > $limit ? ['cursor' => "{$end['row_number']}.{$end['id']}"] : []);
    }

    private function remove(int $id): void
    {
        foreach (self::TABLES as $table => $column) {
            $this->db->run("DELETE FROM $table WHERE $column = ?", [$id]);
        }
    }
}
