<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** The operations of the port that import and export. */
final class ImportPort
{
    public function __construct(private readonly ImportShop $shop)
    {
    }

    /** @return null|array<string, mixed> null when it is none of these operations */
    public function carryOut(string $op, PortRequest $r): ?array
    {
        return match ($op) {
            'zoneOffset' => ['utcOffsetMinutes' => $this->shop->zoneOffset($r->int('atMs'))],
            'startImport' => self::import($this->shop->startImport(self::start($r))),
            'findImport' => self::import($this->shop->findImport($r->text('organization'), $r->text('id'))),
            'stageImport' => self::import($this->shop->stageImport(self::piece($r))),
            'applyImport' => self::import(
                $this->shop->applyImport($r->text('organization'), $r->text('id'), $r->int('atMs')),
            ),
            'dropImport' => $this->shop->dropImport($r->text('organization'), $r->text('id')),
            'importFaults' => $this->shop->importFaults(
                $r->text('organization'),
                $r->text('id'),
                $r->optionalText('cursor'),
                $r->int('limit'),
            ),
            'created' => ['created' => $this->shop->created($r->text('organization'), $r->text('env'), $r->items('ids'))],
            'export' => $this->shop->export(
                $r->text('organization'),
                $r->text('env'),
                $r->optionalText('campaign'),
                $r->optionalText('cursor'),
                $r->int('limit'),
                $r->int('bytes'),
            ),
            default => null,
        };
    }

    private static function start(PortRequest $r): ImportStart
    {
        return new ImportStart(
            $r->text('organization'),
            $r->text('env'),
            $r->text('kind'),
            $r->optionalText('campaign'),
            $r->text('reader'),
            $r->int('atMs'),
            $r->int('forgetMs'),
        );
    }

    private static function piece(PortRequest $r): ImportPiece
    {
        return new ImportPiece(
            $r->text('organization'),
            $r->text('id'),
            $r->int('offset'),
            $r->int('end'),
            $r->bool('last'),
            $r->int('read'),
            $r->items('rows'),
            $r->items('faults'),
            $r->text('reader'),
            $r->int('atMs'),
        );
    }

    /** @param null|array<string, mixed> $import @return array<string, mixed> */
    private static function import(?array $import): array
    {
        return $import === null ? [] : ['import' => $import];
    }
}
