<?php

declare(strict_types=1);

namespace Remise\Bridge\Sql;

use Remise\Bridge\System;

/** What an installer or a seeder writes: who may call, for which organization, and what the site is. */
final class Installation
{
    public const SITE = 'site';
    public const ORGANIZATION = 'organization';
    public const VOUCHERS = 'vouchers';

    private readonly Settings $settings;

    public function __construct(private readonly Connection $db)
    {
        $this->settings = new Settings($db);
    }

    /**
     * The tables of a shop system's shop, made or brought forward, and its organization. A shop that had Remise before keeps its
     * settings, codes and keys.
     *
     * @param string $prefix of the shop's own tables: two shops in one database would share their codes
     *
     * @throws \DomainException when the tables are another shop's
     */
    public static function prepare(Connection $db, string $platform, string $prefix, string $currency, string $locale): void
    {
        Schema::migrations()->run($db);
        $install = new self($db);
        $install->claim("{$platform}_prefix", $prefix);
        $install->sellFor($install->organization($platform, $currency, $locale, (new System())->nowMs()));
        if ($install->settings->get(self::SITE) === null) {
            $site = ['platform' => $platform, 'dynamicCoupons' => false, 'env' => 'prod', 'modalities' => ['retail']];
            $install->site(json_encode($site, JSON_THROW_ON_ERROR));
        }
    }

    /** Tokens and keys are long and random, so a plain hash of them tells nothing. */
    public static function hash(string $secret): string
    {
        return hash('sha256', $secret);
    }

    public function organization(string $externalId, string $currency, string $locale, int $atMs): string
    {
        return $this->db->transaction(function () use ($externalId, $currency, $locale, $atMs): string {
            $this->db->run(
                $this->db->dialect->insertUnlessThere(
                    'remise_organization',
                    '(external_id, currency, locale, modified_ms) VALUES (?, ?, ?, ?)',
                ),
                [$externalId, $currency, $locale, $atMs],
            );
            $this->db->run(
                'UPDATE remise_organization SET currency = ?, locale = ?, modified_ms = ? WHERE external_id = ?',
                [$currency, $locale, $atMs, $externalId],
            );

            return $this->id('SELECT id FROM remise_organization WHERE external_id = ?', $externalId);
        });
    }

    /** The organization this shop sells for. */
    public function sellFor(string $organization): void
    {
        $this->settings->set(self::ORGANIZATION, $organization);
    }

    public function site(string $site): void
    {
        $this->settings->set(self::SITE, $site);
    }

    public function integrator(string $name, string $token): string
    {
        return $this->named('remise_integrator', 'token_hash', $name, self::hash($token));
    }

    /** Lets an integrator save coupons of an organization, which it calls by an id of its own. */
    public function serve(string $integrator, string $externalId, string $organization): void
    {
        $this->db->run(
            $this->db->dialect->insertUnlessThere(
                'remise_integrator_organization',
                '(integrator_id, external_id, organization_id) VALUES (?, ?, ?)',
                'external_id',
            ),
            [(int) $integrator, $externalId, (int) $organization],
        );
    }

    public function privateKey(string $name, string $key): string
    {
        return $this->named('remise_private_key', 'key_hash', $name, self::hash($key));
    }

    private function claim(string $name, string $prefix): void
    {
        $this->settings->offer($name, $prefix);
        $owner = $this->settings->get($name);
        if ($owner !== $prefix) {
            throw new \DomainException("this database has the codes of the shop with table prefix `$owner`; "
                . 'give this shop a database of its own');
        }
    }

    private function named(string $table, string $column, string $name, string $hash): string
    {
        $this->db->run(
            $this->db->dialect->insertUnlessThere($table, "(name, $column) VALUES (?, ?)"),
            [$name, $hash],
        );

        return $this->id("SELECT id FROM $table WHERE $column = ?", $hash);
    }

    private function id(string $sql, string $value): string
    {
        return (string) ($this->db->row($sql, [$value])['id'] ?? throw new \RuntimeException('the row is not stored'));
    }
}
