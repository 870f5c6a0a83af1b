<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Templates of vouchers; codes that were issued have their rules with them. */
final class VoucherTemplates
{
    public function __construct(private readonly Connection $db)
    {
    }

    /** @return list<string> */
    public function all(string $organization): array
    {
        $rows = $this->db->rows('SELECT body FROM remise_voucher_template WHERE organization_id = ? ORDER BY name, id', [(int) $organization]);

        return array_map(strval(...), array_column($rows, 'body'));
    }

    public function save(string $organization, string $id, string $name, string $body, int $atMs): void
    {
        $this->db->transaction(function () use ($organization, $id, $name, $body, $atMs): void {
            $this->db->run(
                $this->db->dialect->insertUnlessThere(
                    'remise_voucher_template',
                    '(organization_id, external_id, name, body, updated_ms) VALUES (?, ?, ?, ?, ?)',
                ),
                [(int) $organization, $id, $name, $body, $atMs],
            );
            $this->db->run(
                'UPDATE remise_voucher_template SET name = ?, body = ?, updated_ms = ? WHERE organization_id = ? AND external_id = ?',
                [$name, $body, $atMs, (int) $organization, $id],
            );
        });
    }

    public function delete(string $organization, string $id): bool
    {
        return $this->db->run(
            'DELETE FROM remise_voucher_template WHERE organization_id = ? AND external_id = ?',
            [(int) $organization, $id],
        ) === 1;
    }
}
