<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Finds what stands twice in a file, and what belongs to others in the store: one statement each, however long the file. */
final class ImportChecks
{
    private const NOTE = 'INSERT INTO remise_import_fault (import_id, "row_number", column_name, fault, message, first_row) ';

    public function __construct(private readonly Connection $db)
    {
    }

    /** Codes and ids that an earlier row has. */
    public function duplicates(int $import): void
    {
        foreach (['code_key' => ['code', 'duplicate_code'], 'external_id' => ['id', 'duplicate_id']] as $of => [$column, $fault]) {
            $this->db->run(
                self::NOTE . "SELECT r.import_id, r.\"row_number\", ?, ?, '', f.first_row FROM remise_import_row r "
                . "JOIN (SELECT $of AS twice, MIN(\"row_number\") AS first_row FROM remise_import_row "
                . "WHERE import_id = ? AND $of IS NOT NULL GROUP BY $of HAVING COUNT(*) > 1) f ON f.twice = r.$of "
                . 'WHERE r.import_id = ? AND r."row_number" > f.first_row',
                [$column, $fault, $import, $import],
            );
        }
    }

    /** Codes of other coupons, and ids of generated codes; what was found before is forgotten. */
    public function taken(int $import): void
    {
        $this->db->run(
            'DELETE FROM remise_import_fault WHERE import_id = ? AND fault IN (?, ?)',
            [$import, 'code_taken', 'id_generated'],
        );
        $this->db->run(
            self::NOTE . 'SELECT i.id, r."row_number", ?, ?, k.external_id, NULL FROM remise_import i '
            . 'JOIN remise_import_row r ON r.import_id = i.id '
            . 'JOIN remise_code c ON c.organization_id = i.organization_id AND c.env = i.env AND c.code_key = r.code_key '
            . 'JOIN remise_campaign k ON k.id = c.campaign_id '
            . 'WHERE i.id = ? AND k.external_id <> COALESCE(r.external_id, i.campaign)',
            ['code', 'code_taken', $import],
        );
        $this->db->run(
            self::NOTE . 'SELECT i.id, r."row_number", ?, ?, ?, NULL FROM remise_import i '
            . 'JOIN remise_import_row r ON r.import_id = i.id '
            . 'JOIN remise_campaign k ON k.organization_id = i.organization_id AND k.env = i.env AND k.external_id = r.external_id '
            . 'WHERE i.id = ? AND EXISTS '
            . '(SELECT 1 FROM remise_code c WHERE c.campaign_id = k.id AND c.pattern IS NOT NULL)',
            ['id', 'id_generated', '', $import],
        );
    }

    public function count(int $import): int
    {
        $row = $this->db->row('SELECT COUNT(*) AS n FROM remise_import_fault WHERE import_id = ?', [$import]);

        return (int) ($row['n'] ?? 0);
    }
}
