<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Coupons and codes on their way out, oldest first, a page at a time. */
final class Exports
{
    public function __construct(private readonly Connection $db)
    {
    }

    /** One row a coupon, with its oldest code. @return array<string, mixed> `rows`, `cursor?` */
    public function coupons(string $organization, string $env, ?string $cursor, int $limit, int $bytes): array
    {
        $rows = $this->db->rows(
            'SELECT k.id, k.body, c.code FROM remise_campaign k JOIN remise_code c ON c.id = '
            . '(SELECT MIN(o.id) FROM remise_code o WHERE o.campaign_id = k.id) '
            . 'WHERE k.organization_id = ? AND k.env = ? AND k.id > ? ORDER BY k.id LIMIT ?',
            [(int) $organization, $env, (int) $cursor, $limit + 1],
        );

        return self::page($rows, $limit, $bytes, static fn (array $row): array => ['code' => $row['code'], 'coupon' => $row['body']]);
    }

    /** @return array<string, mixed> `rows`, `cursor?` */
    public function codes(string $organization, string $env, string $campaign, ?string $cursor, int $limit, int $bytes): array
    {
        $rows = $this->db->rows(
            'SELECT c.id, c.code FROM remise_code c JOIN remise_campaign k ON k.id = c.campaign_id '
            . 'WHERE k.organization_id = ? AND k.env = ? AND k.external_id = ? AND c.id > ? ORDER BY c.id LIMIT ?',
            [(int) $organization, $env, $campaign, (int) $cursor, $limit + 1],
        );

        return self::page($rows, $limit, $bytes, static fn (array $row): array => ['code' => $row['code']]);
    }

    /** @param list<string> $ids @return list<int> */
    public function created(string $organization, string $env, array $ids): array
    {
        return array_map(fn (string $id): int => (int) ($this->db->row(
            'SELECT created_ms FROM remise_campaign WHERE organization_id = ? AND env = ? AND external_id = ?',
            [(int) $organization, $env, $id],
        )['created_ms'] ?? 0), $ids);
    }

    /**
     * As many rows as have room, and one at least.
     *
     * @param list<array<string, null|int|string>> $rows one more than the limit, where there are more
     *
     * @return array<string, mixed>
     */
    private static function page(array $rows, int $limit, int $bytes, \Closure $shown): array
    {
        $page = [];
        foreach (array_slice($rows, 0, $limit) as $row) {
            $page[] = $shown($row);
            $bytes -= strlen((string) ($row['body'] ?? ''));
            $last = $row['id'];
            if ($bytes <= 0) {
                break;
            }
        }

        return ['rows' => $page] + (isset($last) && count($rows) > count($page) ? ['cursor' => (string) $last] : []);
    }
}
