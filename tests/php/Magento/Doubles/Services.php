<?php

declare(strict_types=1);

namespace Remise\Tests\Magento\Doubles;

use Magento\Framework\Locale\ResolverInterface;
use Magento\Framework\Lock\LockManagerInterface;
use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use Magento\Quote\Api\CartRepositoryInterface;
use Magento\Quote\Model\Quote;
use Magento\Sales\Model\ResourceModel\Order\CollectionFactoryInterface;
use Magento\Store\Model\StoreManagerInterface;
use Psr\Log\LoggerInterface;

/** Magento's smaller services, all in one. */
final class Services implements
    CartRepositoryInterface,
    CollectionFactoryInterface,
    LockManagerInterface,
    LoggerInterface,
    ResolverInterface,
    StoreManagerInterface,
    TimezoneInterface
{
    public function save(Quote $quote): void
    {
        $quote->loaded();
    }

    public function create($customerId = null): object
    {
        return new class () {
            public function getSize(): int
            {
                return 0;
            }
        };
    }

    public function lock(string $name, int $timeout = -1): bool
    {
        $isFree = !isset(Platform::$locked[$name]);
        Platform::$locked[$name] = true;

        return $isFree;
    }

    public function unlock(string $name): bool
    {
        unset(Platform::$locked[$name]);

        return true;
    }

    public function critical(string|\Stringable $message, array $context = []): void
    {
        Platform::$log[] = (string) $message;
    }

    public function getLocale(): string
    {
        return 'en_US';
    }

    public function getWebsites($withDefault = false, $codeKey = false): array
    {
        return [1 => 'base'];
    }

    public function getConfigTimezone($scopeType = null, $scopeCode = null): string
    {
        return 'Europe/Berlin';
    }
}
