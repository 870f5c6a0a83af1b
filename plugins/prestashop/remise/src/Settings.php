<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** What the shop owner decides about the module; everything about coupons is in the console. */
final class Settings
{
    /** Payment modules that place the order before any money has moved. */
    public const UNPAID = 'REMISE_UNPAID_MODULES';
    /** Whether a cancelled or failed order gives its codes back. */
    public const RELEASE = 'REMISE_RELEASE_ON_CANCEL';
    /** Whether uninstalling deletes what was saved. */
    public const DROP_DATA = 'REMISE_DROP_DATA';

    public const DEFAULTS = [
        self::UNPAID => 'ps_wirepayment, ps_checkpayment, ps_cashondelivery',
        self::RELEASE => '1',
        self::DROP_DATA => '0',
    ];

    public static function isOn(string $name): bool
    {
        return (bool) \Configuration::get($name);
    }

    /** @return list<string> */
    public static function list(string $name): array
    {
        return preg_split('/[\s,]+/', (string) \Configuration::get($name), -1, PREG_SPLIT_NO_EMPTY) ?: [];
    }

    /** @param array<string, string> $given what of it was sent; anything else is left alone */
    public static function save(array $given): void
    {
        foreach (array_intersect_key($given, self::DEFAULTS) as $name => $value) {
            \Configuration::updateGlobalValue($name, $name === self::UNPAID ? trim($value) : (string) (int) (bool) $value);
        }
    }
}
