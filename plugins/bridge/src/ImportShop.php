<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The part of the port that imports and exports: what is kept of a file until all of it is applied, or none.
 *
 * An import is an array of `id`, `kind`, `env`, `campaign?`, `state`, `offset`, `rows`, `applied`, `faults` and `reader`,
 * which is the engine's own note on the file and kept as it came.
 */
interface ImportShop
{
    /** Minutes that the shop's zone is ahead of UTC when its clocks show this. */
    public function zoneOffset(int $localMs): int;

    /** @return null|array<string, mixed> null when there is no such campaign */
    public function startImport(ImportStart $start): ?array;

    /** @return null|array<string, mixed> */
    public function findImport(string $organization, string $id): ?array;

    /** @return null|array<string, mixed> the import as it is now; unchanged unless it was at the piece's offset */
    public function stageImport(ImportPiece $piece): ?array;

    /** @return null|array<string, mixed> */
    public function applyImport(string $organization, string $id, int $atMs): ?array;

    /** @return array{} */
    public function dropImport(string $organization, string $id): array;

    /** @return array<string, mixed> `faults`, `cursor?` */
    public function importFaults(string $organization, string $id, ?string $cursor, int $limit): array;

    /** @param list<string> $ids @return list<int> when each was first saved; 0 for one that is not there */
    public function created(string $organization, string $env, array $ids): array;

    /** @return array<string, mixed> `rows`, `cursor?` */
    public function export(string $organization, string $env, ?string $campaign, ?string $cursor, int $limit, int $bytes): array;
}
