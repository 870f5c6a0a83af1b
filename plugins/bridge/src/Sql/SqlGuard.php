<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\Attempt;
use Remise\Bridge\Source;

/** The part of `SqlShop` that keeps strangers out. */
trait SqlGuard
{
    public function authenticate(string $kind, #[\SensitiveParameter] string $key): bool
    {
        return (new ApiKeys($this->db))->opened($kind, $key, $this->system->nowMs()) !== null;
    }

    public function organization(#[\SensitiveParameter] string $token, string $externalId): array
    {
        $integrator = (new ApiKeys($this->db))->opened('integrator', $token, $this->system->nowMs());

        return $integrator === null ? ['integrator' => false] : $this->sites->served($integrator, $externalId);
    }

    public function takeTokens(string $scope, Source $source, int $atMs, int $limit, int $waitMs): bool
    {
        return (new Buckets($this->db, $this->holders))->take($scope, $source, $atMs, $limit, $waitMs);
    }

    public function giveTokens(string $scope, Source $source, int $waitMs): array
    {
        (new Buckets($this->db, $this->holders))->give($scope, $source, $waitMs);

        return [];
    }

    public function noteAttempt(Attempt $attempt): array
    {
        (new Attempts($this->db, $this->holders))->note($attempt);

        return [];
    }

    public function listAttempts(int $limit): array
    {
        return (new Attempts($this->db, $this->holders))->latest($limit);
    }

    public function listKeys(): array
    {
        return (new ApiKeys($this->db))->all($this->system->nowMs());
    }

    public function addKey(
        string $kind,
        string $name,
        #[\SensitiveParameter] string $key,
        ?string $organization,
        ?string $externalId,
        int $atMs,
    ): string {
        return (new ApiKeys($this->db))->add($kind, $name, $key, $organization, $externalId, $atMs);
    }

    public function rotateKey(string $kind, string $id, #[\SensitiveParameter] string $key, int $endAt): bool
    {
        return (new ApiKeys($this->db))->rotate($kind, $id, $key, $endAt);
    }

    public function revokeKey(string $kind, string $id, int $atMs): bool
    {
        return (new ApiKeys($this->db))->revoke($kind, $id, $atMs);
    }
}
