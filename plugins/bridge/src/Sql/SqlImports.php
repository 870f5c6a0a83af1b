<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\ImportPiece;
use Remise\Bridge\ImportStart;

/** The part of `SqlShop` that imports and exports. */
trait SqlImports
{
    public function zoneOffset(int $localMs): int
    {
        return $this->system->offsetMinutes($localMs);
    }

    public function startImport(ImportStart $start): ?array
    {
        return $this->imports->start($start);
    }

    public function findImport(string $organization, string $id): ?array
    {
        return $this->imports->find($organization, $id);
    }

    public function stageImport(ImportPiece $piece): ?array
    {
        $this->imports->stage($piece);

        return $this->imports->find($piece->organization, $piece->id);
    }

    public function applyImport(string $organization, string $id, int $atMs): ?array
    {
        (new ImportApply($this->db, $this->checks))->apply((int) $organization, (int) $id, $atMs);

        return $this->imports->find($organization, $id);
    }

    public function dropImport(string $organization, string $id): array
    {
        $this->imports->drop($organization, $id);

        return [];
    }

    public function importFaults(string $organization, string $id, ?string $cursor, int $limit): array
    {
        return $this->imports->find($organization, $id) === null
            ? ['faults' => []]
            : $this->imports->faults((int) $id, $cursor, $limit);
    }

    public function created(string $organization, string $env, array $ids): array
    {
        return (new Exports($this->db))->created($organization, $env, $ids);
    }

    public function export(string $organization, string $env, ?string $campaign, ?string $cursor, int $limit, int $bytes): array
    {
        $exports = new Exports($this->db);

        return $campaign === null
            ? $exports->coupons($organization, $env, $cursor, $limit, $bytes)
            : $exports->codes($organization, $env, $campaign, $cursor, $limit, $bytes);
    }
}
