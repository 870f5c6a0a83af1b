<?php

declare(strict_types=1);

namespace Remise\Standalone;

use Remise\Bridge\Engine;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Installation;
use Remise\Bridge\Sql\Rows;
use Remise\Bridge\System;
use Remise\Standalone\Admin\Admins;
use Remise\Standalone\Sale\ProductVouchers;

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
                $this->vouchers();
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
        foreach ($this->read('coupons') as $coupon) {
            $this->send('POST', '/api/saveCoupon', [
                'env' => 'prod',
                'integrationToken' => self::TOKEN,
                'organizationExternalId' => self::ORGANIZATION,
                'coupon' => $coupon,
            ]);
        }
    }

    /** As the console would. */
    private function vouchers(): void
    {
        ['settings' => $settings, 'templates' => $templates, 'products' => $products] = $this->read('vouchers');
        $this->send('PUT', '/api/admin/vouchers/settings', $settings);
        foreach ($templates as $template) {
            $this->send('POST', '/api/admin/vouchers/templates', $template);
        }
        foreach ($products as $product => ['codes' => $codes, 'template' => $template]) {
            (new ProductVouchers($this->db))->set($product, $codes, $template);
        }
    }

    /** @return array<array-key, mixed> */
    private function read(string $name): array
    {
        return json_decode((string) file_get_contents("{$this->resources}/$name.json"), true, 8, JSON_THROW_ON_ERROR);
    }

    /** @param array<string, mixed> $body */
    private function send(string $method, string $path, array $body): void
    {
        $answer = $this->engine->call([
            'verb' => 'http',
            'method' => $method,
            'path' => $path,
            'headers' => ['content-type' => 'application/json'],
            'body' => json_encode($body, JSON_THROW_ON_ERROR),
            'admin' => str_starts_with($path, '/api/admin/'),
        ]);
        if (($answer['status'] ?? 0) !== 200) {
            throw new \RuntimeException("sample data for `$path` was refused: " . ($answer['body'] ?? ''));
        }
    }
}
