<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\Engine;

/** The vouchers of a customer, and of an order: what there is to see is the engine's word. */
final class Vouchers
{
    public function __construct(private readonly Engine $engine)
    {
    }

    /** @param array<string, mixed> $filter fields of `VouchersCall` @return array<string, mixed> `Vouchers` */
    public function of(Customer $customer, array $filter): array
    {
        return Prices::answered('vouchers', $this->engine->call(['verb' => 'vouchers'] + self::buyer($customer) + $filter));
    }

    /** @param array<string, mixed> $filter @return array<string, mixed> `VoucherTable` */
    public function table(Customer $customer, array $filter): array
    {
        return Prices::answered('voucherTable', $this->engine->call(['verb' => 'voucherTable'] + self::buyer($customer) + $filter));
    }

    /** @param list<string> $texts @return list<string> an SVG for each */
    public function pictures(array $texts): array
    {
        return $texts === [] ? [] : Prices::answered('drawn', $this->engine->call(['verb' => 'qr', 'texts' => $texts]))['svgs'];
    }

    /** Ids and names of the templates there are. @return array<string, string> */
    public function templates(): array
    {
        return array_column($this->asked('/api/admin/vouchers/templates', [])['templates'], 'name', 'id');
    }

    /** The codes that an order brought, up to some. @return list<array<string, mixed>> `Voucher`s */
    public function ofOrder(string $order, int $most): array
    {
        $vouchers = [];
        $cursor = null;
        do {
            $page = $this->asked('/api/admin/vouchers', ['order' => $order] + ($cursor === null ? [] : ['cursor' => $cursor]));
            array_push($vouchers, ...$page['vouchers']);
            $cursor = $page['cursor'] ?? null;
        } while ($cursor !== null && count($vouchers) < $most);

        return array_slice($vouchers, 0, $most);
    }

    /** What the back office may ask. @param array<string, string> $query @return array<string, mixed> */
    private function asked(string $path, array $query): array
    {
        $answer = $this->engine->call(['verb' => 'http', 'method' => 'GET', 'path' => $path, 'query' => $query, 'admin' => true]);

        return ($answer['status'] ?? 0) === 200
            ? json_decode($answer['body'], true, 512, JSON_THROW_ON_ERROR)
            : throw new \RuntimeException("`$path` was refused: " . ($answer['body'] ?? ''));
    }

    /** @return array<string, array<string, mixed>> */
    private static function buyer(Customer $customer): array
    {
        return ['buyer' => ['id' => $customer->id, 'groups' => $customer->groups]];
    }
}
