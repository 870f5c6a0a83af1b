<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\System;

/**
 * Names buyers without keeping their names: what is stored is a hash keyed with a secret of this installation, so a
 * stolen table cannot be matched against a list of addresses.
 */
final class Holders
{
    private const SECRET = 'holder_secret';

    private ?string $secret = null;

    public function __construct(private readonly Settings $settings, private readonly System $system)
    {
    }

    public function hash(?string $holder): ?string
    {
        return $holder === null ? null : hash_hmac('sha256', $holder, $this->secret ??= $this->secret());
    }

    private function secret(): string
    {
        $stored = $this->settings->get(self::SECRET);
        if ($stored === null) {
            $this->settings->offer(self::SECRET, $this->system->randomHex(32));
            $stored = $this->settings->get(self::SECRET);
        }

        return $stored ?? throw new \RuntimeException('the secret that buyers are hashed with cannot be stored');
    }
}
