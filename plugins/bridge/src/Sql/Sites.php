<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

/** Who this shop is, and who may talk to it. */
final class Sites
{
    private const ORGANIZATION = 'SELECT o.id, o.currency, o.locale FROM remise_organization o';

    private const ENVIRONMENTS = ['dev', 'prod'];

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
     * Hops through the index from one pattern to the next, so a million codes of one pattern cost one step. In statements of
     * their own: of a recursive one MariaDB reads every code.
     *
     * @return list<string>
     */
    private function patterns(int $organization, int $nowMs): array
    {
        $patterns = [];
        foreach (self::ENVIRONMENTS as $env) {
            for ($last = ''; ($last = $this->patternAfter($organization, $env, $last)) !== null;) {
                if ($this->isInUse($organization, $env, $last, $nowMs)) {
                    $patterns[] = $last;
                }
            }
        }
        sort($patterns, SORT_STRING);

        return array_values(array_unique($patterns));
    }

    private function patternAfter(int $organization, string $env, string $last): ?string
    {
        $row = $this->db->row(
            'SELECT pattern FROM remise_code WHERE organization_id = ? AND env = ? AND pattern > ? ORDER BY pattern LIMIT 1',
            [$organization, $env, $last],
        );

        return $row === null ? null : (string) $row['pattern'];
    }

    /** The latest codes come first: of those before them most are used. */
    private function isInUse(int $organization, string $env, string $pattern, int $nowMs): bool
    {
        return $this->db->row(
            'SELECT id FROM remise_code WHERE organization_id = ? AND env = ? AND pattern = ? AND inactive_ms IS NULL '
            . 'AND (quantity IS NULL OR slots IS NOT NULL OR redeemed < quantity) AND (end_ms IS NULL OR end_ms > ?) '
            . 'ORDER BY id DESC LIMIT 1',
            [$organization, $env, $pattern, $nowMs],
        ) !== null;
    }

    /** @param array<string, null|int|string> $row @return array<string, string> */
    private function organization(array $row): array
    {
        return ['id' => (string) $row['id'], 'currency' => (string) $row['currency'], 'locale' => (string) $row['locale']];
    }
}
