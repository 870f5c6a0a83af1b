<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Who this shop is, and who may talk to it. */
final class Sites
{
    private const ORGANIZATION = 'SELECT o.id, o.currency, o.locale FROM remise_organization o';

    private readonly Settings $settings;

    public function __construct(private readonly Connection $db)
    {
        $this->settings = new Settings($db);
    }

    /** @return array<string, mixed> */
    public function site(int $nowMs): array
    {
        $row = $this->db->row(
            'SELECT o.id, o.currency, o.locale, s.value AS site FROM remise_setting w JOIN remise_setting s ON s.name = ? '
            . 'JOIN remise_organization o ON o.id = CAST(w.value AS SIGNED) WHERE w.name = ?',
            [Installation::SITE, Installation::ORGANIZATION],
        );
        if ($row === null) {
            throw new \RuntimeException('the shop is not set up: it has no organization or no site settings');
        }

        return [
            'site' => (string) $row['site'],
            'organization' => $this->organization($row),
            'patterns' => $this->patterns((int) $row['id'], $nowMs),
        ];
    }

    public function save(string $site): void
    {
        $this->settings->set(Installation::SITE, $site);
    }

    /** @return array<string, mixed> `integrator`, `organization?` */
    public function served(int $integrator, string $externalId): array
    {
        $row = $this->db->row(
            self::ORGANIZATION . ' JOIN remise_integrator_organization s ON s.organization_id = o.id '
            . 'WHERE s.integrator_id = ? AND s.external_id = ?',
            [$integrator, $externalId],
        );

        return ['integrator' => true] + ($row === null ? [] : ['organization' => $this->organization($row)]);
    }

    /**
     * Hops through the index from one pattern to the next, so a million codes of one pattern cost one step.
     *
     * @return list<string>
     */
    private function patterns(int $organization, int $nowMs): array
    {
        $next = 'SELECT MIN(c.pattern) FROM remise_code c WHERE c.organization_id = ? AND c.env = e.env';
        $rows = $this->db->rows(
            "WITH RECURSIVE e(env, pattern) AS ("
            . "SELECT v.env, (SELECT MIN(c.pattern) FROM remise_code c WHERE c.organization_id = ? AND c.env = v.env) "
            . "FROM (SELECT 'dev' AS env UNION ALL SELECT 'prod') v "
            . "UNION ALL SELECT e.env, ($next AND c.pattern > e.pattern) FROM e WHERE e.pattern IS NOT NULL) "
            . 'SELECT DISTINCT e.pattern FROM e WHERE e.pattern IS NOT NULL AND EXISTS (SELECT 1 FROM remise_code u '
            . 'WHERE u.organization_id = ? AND u.env = e.env AND u.pattern = e.pattern '
            . 'AND u.inactive_ms IS NULL AND (u.quantity IS NULL OR u.slots IS NOT NULL OR u.redeemed < u.quantity) '
            . 'AND (u.end_ms IS NULL OR u.end_ms > ?)) ORDER BY 1',
            [$organization, $organization, $organization, $nowMs],
        );

        return array_map(strval(...), array_column($rows, 'pattern'));
    }

    /** @param array<string, null|int|string> $row @return array<string, string> */
    private function organization(array $row): array
    {
        return ['id' => (string) $row['id'], 'currency' => (string) $row['currency'], 'locale' => (string) $row['locale']];
    }
}
