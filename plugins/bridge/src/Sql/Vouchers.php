<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\CodePlace;
use Remise\Bridge\VoucherQuery;

/** Vouchers as their owner, a merchant and the back office look at them. */
final class Vouchers
{
    private const SORTED_BY = ['created' => 'v.id', 'code' => 'v.code_key', 'usedAt' => 'v.used_ms'];
    private const SELECT = 'SELECT v.*, c.code, c.inactive_ms, c.campaign_id, i.name, p.order_id, u.expires_ms AS lapsed FROM ';
    private const JOIN = ' v JOIN remise_code c ON c.id = v.code_id JOIN remise_issue i ON i.id = v.issue_id '
        . 'JOIN remise_purchase p ON p.id = v.purchase_id '
        . 'LEFT JOIN remise_use u ON u.code_id = v.code_id AND u.state = ? AND u.expires_ms <= ? ';

    public function __construct(private readonly Connection $db, private readonly Ledger $ledger)
    {
    }

    /** @return null|array<string, mixed> */
    public function find(CodePlace $place, int $atMs): ?array
    {
        $rows = $this->unlapsed($atMs, fn (): array => $this->db->rows(
            self::SELECT . 'remise_voucher' . self::JOIN . 'WHERE v.organization_id = ? AND v.env = ? AND v.code_key = ?',
            [Ledger::HELD, $atMs, (int) $place->organization, $place->env, $place->codeKey],
        ));

        return $rows === [] ? null : self::shown($rows[0]);
    }

    /**
     * Found by an index from where the page before ended, so a page deep down takes no longer than the first.
     *
     * @return array<string, mixed> `vouchers`, `cursor?`, `previous?`
     */
    public function page(VoucherQuery $query): array
    {
        $at = $query->cursor === null ? null : $this->place($query);
        $rows = $this->unlapsed($query->atMs, fn (): array => $this->rows($query, $at, $query->limit + 1));
        $more = count($rows) > $query->limit;
        $rows = array_slice($rows, 0, $query->limit);
        $rows = $query->back ? array_reverse($rows) : $rows;
        [$first, $last] = [reset($rows), end($rows)];
        $behind = $query->back ? $at !== null : $more;
        $before = $query->back ? $more : $at !== null;

        return ['vouchers' => array_map(self::shown(...), $rows)]
            + ($last !== false && $behind ? ['cursor' => (string) $last['id']] : [])
            + ($first !== false && $before ? ['previous' => (string) $first['id']] : []);
    }

    /** @return list<array<string, mixed>> */
    public function history(CodePlace $place): array
    {
        $voucher = $this->db->row(
            'SELECT v.code_id, v.created_ms, p.order_id FROM remise_voucher v JOIN remise_purchase p ON p.id = v.purchase_id '
            . 'WHERE v.organization_id = ? AND v.env = ? AND v.code_key = ?',
            [(int) $place->organization, $place->env, $place->codeKey],
        );
        if ($voucher === null) {
            return [];
        }
        $events = $this->db->rows('SELECT * FROM remise_voucher_event WHERE code_id = ? ORDER BY id', [$voucher['code_id']]);
        $made = ['event' => 'created', 'at_ms' => $voucher['created_ms'], 'order_id' => $voucher['order_id'], 'merchant' => null];

        return array_map(static fn (array $event): array => ['atMs' => $event['at_ms'], 'event' => $event['event']]
            + ($event['order_id'] === null ? [] : ['order' => $event['order_id']])
            + ($event['merchant'] === null ? [] : ['merchantId' => $event['merchant']]), [$made, ...$events]);
    }

    /** A voucher of somebody else is no place in a list: where that began would tell how its code sorts. @return null|array<string, null|int|string> */
    private function place(VoucherQuery $query): ?array
    {
        return $this->db->row(
            'SELECT id, code_key, used_ms FROM remise_voucher WHERE id = ? AND organization_id = ? AND env = ?'
            . ($query->owner === null ? '' : ' AND owner = ?'),
            [(int) $query->cursor, (int) $query->organization, $query->env, ...($query->owner === null ? [] : [$query->owner])],
        );
    }

    /** Looked at again where a hold had lapsed. @param \Closure(): list<array<string, null|int|string>> $look */
    private function unlapsed(int $atMs, \Closure $look): array
    {
        $rows = $look();
        $lapsed = array_filter($rows, static fn (array $row): bool => $row['lapsed'] !== null);
        foreach (array_unique(array_column($lapsed, 'campaign_id')) as $campaign) {
            $this->ledger->lapse((int) $campaign, $atMs);
        }

        return $lapsed === [] ? $rows : $look();
    }

    /** @param null|array<string, null|int|string> $at @return list<array<string, null|int|string>> */
    private function rows(VoucherQuery $query, ?array $at, int $limit): array
    {
        $by = self::SORTED_BY[$query->sort] ?? throw new \UnexpectedValueException("nothing is sorted by `{$query->sort}`");
        [$than, $order] = $query->descending !== $query->back ? ['<', 'DESC'] : ['>', 'ASC'];
        $value = $at[substr($by, 2)] ?? null;
        // Rows that sort alike are told apart by their id: first the rest of those, then what sorts behind them.
        $parts = match (true) {
            $at === null => [['' => []]],
            $by === 'v.id' => [["v.id $than ?" => [$at['id']]]],
            default => [["$by = ?" => [$value], "v.id $than ?" => [$at['id']]], ["$by $than ?" => [$value]]],
        };
        $rows = [];
        foreach ($parts as $part) {
            $conditions = array_filter(self::conditions($query) + $part, static fn (string $sql): bool => $sql !== '', ARRAY_FILTER_USE_KEY);
            $index = self::index($query);
            $searched = 'remise_voucher v' . ($index === null ? '' : $this->db->dialect->by($index));
            $sorted = " ORDER BY $by $order, v.id $order";
            // The page first, and then what is beside it: a database that began with the few purchases would sort all their codes.
            array_push($rows, ...$this->db->rows(
                self::SELECT . "(SELECT v.* FROM $searched WHERE " . implode(' AND ', array_keys($conditions)) . "$sorted LIMIT ?)"
                . self::JOIN . $sorted,
                [...array_merge(...array_values($conditions)), $limit - count($rows), Ledger::HELD, $query->atMs],
            ));
            if (count($rows) >= $limit) {
                break;
            }
        }

        return $rows;
    }

    /**
     * The index that holds a page together, in its order. Left to itself MariaDB walks to a page deep down: it finds that place no
     * better than the beginning.
     */
    private static function index(VoucherQuery $query): ?string
    {
        $own = ['organization_id', 'env', 'owner'];

        return $query->owner === null || $query->order !== null ? null : Table::index('remise_voucher', [...$own, match (true) {
            $query->sort === 'code' => 'code_key',
            $query->sort === 'usedAt' => 'used_ms',
            $query->status !== null => 'state',
            $query->template !== null => 'template',
            default => 'id',
        }]);
    }

    /** @return array<string, list<int|string>> */
    private static function conditions(VoucherQuery $query): array
    {
        $state = match ($query->status) {
            null => [],
            VoucherUses::ACTIVE => ['v.state = ?' => [VoucherUses::ACTIVE], 'v.end_ms > ?' => [$query->atMs]],
            'expired' => ['v.state = ?' => [VoucherUses::ACTIVE], 'v.end_ms <= ?' => [$query->atMs]],
            default => ['v.state = ?' => [$query->status]],
        };

        return ['v.organization_id = ?' => [(int) $query->organization], 'v.env = ?' => [$query->env]]
            + ($query->owner === null ? [] : ['v.owner = ?' => [$query->owner]])
            + ($query->order === null ? [] : [
                'v.purchase_id = (SELECT o.id FROM remise_purchase o WHERE o.organization_id = ? AND o.order_id = ?)' => [
                    (int) $query->organization, $query->order,
                ],
            ])
            + ($query->template === null ? [] : ['v.template = ?' => [$query->template]])
            + ($query->prefix === null ? [] : ['v.code_key >= ? AND v.code_key < ?' => [$query->prefix, "{$query->prefix}\u{10FFFF}"]])
            + $state;
    }

    /** @param array<string, null|int|string> $row @return array<string, mixed> */
    private static function shown(array $row): array
    {
        return [
            'code' => $row['code'],
            'order' => $row['order_id'],
            'owner' => $row['owner'],
            'template' => $row['template'],
            'name' => $row['name'],
            'createdAt' => $row['created_ms'],
            'endAt' => $row['end_ms'],
            'active' => $row['inactive_ms'] === null,
        ] + ($row['used_ms'] === 0 ? [] : ['usedAt' => $row['used_ms']])
            + ($row['used_by'] === null ? [] : ['usedBy' => $row['used_by']])
            + ($row['merchant'] === null ? [] : ['merchantId' => $row['merchant']]);
    }
}
