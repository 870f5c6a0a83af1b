<?php

declare(strict_types=1);

namespace Remise\Standalone;

use Remise\Bridge\Engine;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\System;
use Remise\Standalone\Admin\Admins;

/** The sample data of a new shop. None of it is a secret: it is printed in the README. */
final class Seed
{
    public const ADMIN = 'admin';
    public const PASSWORD = 'remise';

    private const TOKEN = 'seu token';
    private const ORGANIZATION = 'seu id';
    private const KEY = 'demo-private-key';
    private const SITE = '{"platform":"prestashop","dynamicCoupons":true,"env":"prod","modalities":["retail","wholesale"]}';

    public function __construct(
        private readonly Connection $db,
        private readonly Engine $engine,
        private readonly System $system,
        private readonly string $resources,
    ) {
    }

    /** Does nothing when it was done; two processes that start together plant once. */
    public function run(): void
    {
        $states = new Rows($this->db, 'shop_state');
        if ($states->count(['name' => 'seeded']) > 0) {
            return;
        }
        $this->db->transaction(function () use ($states): void {
            // Who comes second waits here until the first is done.
            if ($states->offer(['name' => 'seeded', 'value' => (string) $this->system->nowMs()])) {
                $this->parties();
                $this->coupons();
            }
        });
    }

    private function parties(): void
    {
        $install = new Installation($this->db);
        $organization = $install->organization(self::ORGANIZATION, 'BRL', 'pt', $this->system->nowMs());
        $install->sellFor($organization);
        $install->serve($install->integrator('sample integrator', self::TOKEN), self::ORGANIZATION, $organization);
        $install->privateKey('sample key', self::KEY);
        $install->site(self::SITE);
        (new Admins($this->db))->add(self::ADMIN, self::PASSWORD);
    }

    /** Through the API, as any integrator would. */
    private function coupons(): void
    {
        $coupons = json_decode((string) file_get_contents("{$this->resources}/coupons.json"), true, 8, JSON_THROW_ON_ERROR);
        foreach ($coupons as $coupon) {
            $answer = $this->engine->call([
                'verb' => 'http',
                'method' => 'POST',
                'path' => '/api/saveCoupon',
                'headers' => ['content-type' => 'application/json'],
                'body' => json_encode([
                    'env' => 'prod',
                    'integrationToken' => self::TOKEN,
                    'organizationExternalId' => self::ORGANIZATION,
                    'coupon' => $coupon,
                ], JSON_THROW_ON_ERROR),
            ]);
            if (($answer['status'] ?? 0) !== 200) {
                throw new \RuntimeException("the sample coupon `{$coupon['code']}` was refused: " . ($answer['body'] ?? ''));
            }
        }
    }
}
