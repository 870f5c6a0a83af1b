<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The part of the port that keeps strangers out: buckets of tokens, failed attempts, keys.
 *
 * Of a `Source` and of a secret nothing but hashes is kept.
 */
interface GuardShop
{
    /**
     * Takes a token of every bucket of the source, or none; a bucket holds `$limit`, and one comes back every `$waitMs`.
     *
     * @return bool whether each of them had one
     */
    public function takeTokens(string $scope, Source $source, int $atMs, int $limit, int $waitMs): bool;

    /** @return array{} */
    public function giveTokens(string $scope, Source $source, int $waitMs): array;

    /** @return array{} */
    public function noteAttempt(Attempt $attempt): array;

    /** @return list<array<string, mixed>> the latest first */
    public function listAttempts(int $limit): array;

    /** @return list<array<string, mixed>> */
    public function listKeys(): array;

    /** @param 'integrator'|'merchant'|'private' $kind @return string its id */
    public function addKey(string $kind, string $name, string $key, ?string $organization, ?string $externalId, int $atMs): string;

    /** @param 'integrator'|'merchant'|'private' $kind */
    public function rotateKey(string $kind, string $id, string $key, int $endAt): bool;

    /** @param 'integrator'|'merchant'|'private' $kind */
    public function revokeKey(string $kind, string $id, int $atMs): bool;
}
