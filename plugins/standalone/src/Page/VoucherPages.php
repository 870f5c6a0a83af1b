<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Sale\Customer;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** The partner area, master data → vouchers (P4): a customer's own vouchers as a page, as a table, and as a sheet to print. */
final class VoucherPages extends Pages
{
    /** Codes on a printed sheet. */
    private const SHEET = 24;
    private const SORTS = [
        'newest' => ['sort' => 'created', 'descending' => true],
        'oldest' => ['sort' => 'created', 'descending' => false],
        'code' => ['sort' => 'code', 'descending' => false],
        'used' => ['sort' => 'usedAt', 'descending' => true],
    ];
    private const STATES = ['active', 'used', 'blocked', 'expired'];

    public function all(Request $request): Response
    {
        $customer = $this->app->visit->customer();
        $vouchers = $customer === null ? null : $this->app->vouchers->of($customer, self::filter($request) + self::place($request));
        if ($vouchers === null || !$vouchers['allowed']) {
            return $this->page('vouchers-closed', 'Vouchers', [], 403);
        }

        return $this->page('vouchers', 'Vouchers', [
            'vouchers' => array_map($this->dated(...), $vouchers['vouchers']),
            'chosen' => self::chosen($request),
            'states' => self::STATES,
            'next' => self::link($request, $vouchers['cursor'] ?? null, false),
            'previous' => self::link($request, $vouchers['previous'] ?? null, true),
            'here' => self::query(self::chosen($request) + self::place($request)),
            'filter' => self::query(self::chosen($request)),
            'typed' => static fn (string $type): string => '/vouchers' . self::query(['type' => $type] + self::chosen($request)),
        ]);
    }

    /** Every page of it, one behind the other. */
    public function table(Request $request): Response
    {
        $customer = $this->customer();
        $table = '';
        $cursor = [];
        do {
            $page = $this->app->vouchers->table($customer, self::filter($request) + $cursor + ['limit' => 1000]);
            if (!$page['allowed']) {
                throw new HttpError(403, 'your account has no vouchers to see');
            }
            $table .= $page['table'];
            $cursor = ['cursor' => $page['cursor'] ?? null];
        } while ($cursor['cursor'] !== null);

        return new Response(200, $table, [
            'content-type' => 'text/csv; charset=utf-8',
            'content-disposition' => 'attachment; filename="vouchers.csv"',
            'cache-control' => 'no-store',
        ]);
    }

    public function sheet(Request $request): Response
    {
        $vouchers = $this->app->vouchers->of($this->customer(), self::filter($request) + self::place($request) + ['limit' => self::SHEET]);
        if (!$vouchers['allowed']) {
            throw new HttpError(403, 'your account has no vouchers to see');
        }

        return $this->page('vouchers-sheet', 'Vouchers to print', [
            'vouchers' => array_map($this->dated(...), $vouchers['vouchers']),
            'pictures' => $this->app->vouchers->pictures(array_column($vouchers['vouchers'], 'code')),
            'next' => self::link($request, $vouchers['cursor'] ?? null, false),
            'previous' => self::link($request, $vouchers['previous'] ?? null, true),
            'filter' => self::query(self::chosen($request)),
        ]);
    }

    private function customer(): Customer
    {
        return $this->app->visit->customer() ?? throw new HttpError(403, 'choose an account first');
    }

    /** @param array<string, mixed> $voucher @return array<string, mixed> with its dates as texts */
    private function dated(array $voucher): array
    {
        $text = fn (?int $ms): string => $ms === null ? '' : $this->app->system->dateText($ms);

        // What is over at midnight was good until the day before.
        return $voucher + ['used' => $text($voucher['usedAt'] ?? null), 'until' => substr($text($voucher['endAt'] - 1), 0, 10)];
    }

    /** What the form shows as chosen. @return array{q: string, status: string, sort: string, type: string} */
    private static function chosen(Request $request): array
    {
        $of = static fn (string $name, array $words): string => in_array($request->query($name), $words, true) ? $request->query($name) : $words[0];

        return [
            'q' => $request->query('q'),
            'status' => $of('status', ['', ...self::STATES]),
            'sort' => $of('sort', array_keys(self::SORTS)),
            'type' => $request->query('type'),
        ];
    }

    /** @return array<string, mixed> the same as the engine takes it */
    private static function filter(Request $request): array
    {
        ['q' => $typed, 'status' => $status, 'sort' => $sort, 'type' => $type] = self::chosen($request);

        return ($typed === '' ? self::SORTS[$sort] : ['prefix' => $typed, 'descending' => false])
            + array_filter(['status' => $status, 'template' => $type], static fn (string $chosen): bool => $chosen !== '');
    }

    /** @return array<string, mixed> the page that is meant */
    private static function place(Request $request): array
    {
        return preg_match('/\A\d{1,18}\z/', $request->query('cursor')) === 1
            ? ['cursor' => $request->query('cursor'), 'back' => $request->query('back') === '1']
            : [];
    }

    private static function link(Request $request, ?string $cursor, bool $back): ?string
    {
        return $cursor === null ? null : self::query(self::chosen($request) + ['cursor' => $cursor] + ($back ? ['back' => true] : []));
    }

    /** @param array<string, bool|string> $query */
    private static function query(array $query): string
    {
        return '?' . http_build_query(array_filter($query, static fn (bool|string $value): bool => $value !== '' && $value !== false));
    }
}
