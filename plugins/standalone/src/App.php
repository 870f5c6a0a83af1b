<?php

declare(strict_types=1);

namespace Remise\Standalone;

use Remise\Bridge\Engine;
use Remise\Bridge\Http;
use Remise\Bridge\PortDispatcher;
use Remise\Bridge\Sql\Connection;
use Remise\Bridge\Sql\Schema;
use Remise\Bridge\Sql\SqlShop;
use Remise\Bridge\System;
use Remise\Bridge\TranslatedEngine;
use Remise\Standalone\Admin\Admins;
use Remise\Standalone\Admin\SignIn;
use Remise\Standalone\Admin\Simulation;
use Remise\Standalone\Sale\Catalogue;
use Remise\Standalone\Sale\Checkout;
use Remise\Standalone\Sale\Codes;
use Remise\Standalone\Sale\Orders;
use Remise\Standalone\Sale\Prices;
use Remise\Standalone\Sale\ProductVouchers;
use Remise\Standalone\Sale\ShopData;
use Remise\Standalone\Sale\Spool;
use Remise\Standalone\Sale\Visit;
use Remise\Standalone\Sale\VoucherJobs;
use Remise\Standalone\Sale\Vouchers;
use Remise\Standalone\Web\Session;
use Remise\Standalone\Web\View;

/** The shop put together. */
final class App
{
    public readonly Connection $db;
    public readonly System $system;
    public readonly SqlShop $shop;
    public readonly Engine $engine;
    public readonly Http $http;
    public readonly ShopData $data;
    public readonly Catalogue $catalogue;
    public readonly Session $session;
    public readonly Visit $visit;
    public readonly Orders $orders;
    public readonly Prices $prices;
    public readonly Codes $codes;
    public readonly Checkout $checkout;
    public readonly ProductVouchers $productVouchers;
    public readonly Spool $spool;
    public readonly Vouchers $vouchers;
    public readonly VoucherJobs $voucherJobs;
    public readonly SignIn $signIn;
    public readonly Simulation $simulation;
    public readonly View $view;

    /**
     * @param string               $project where `pkg` and `www` are
     * @param string               $store   a database, as `Connection::open` has it; empty for a file in `$directory`
     * @param array<string, mixed> $server  PHP's `$_SERVER`
     */
    public function __construct(
        public readonly string $project,
        string $directory,
        #[\SensitiveParameter] string $store,
        array $server,
    ) {
        $own = dirname(__DIR__);
        $this->data = ShopData::read("$own/resources/shop.json");
        $this->catalogue = Catalogue::read("$own/resources/catalogue.json");
        $this->system = new System(new \DateTimeZone($this->data->zone));
        $this->db = self::database($directory, $store);
        $this->shop = new SqlShop($this->db, $this->system, TranslatedEngine::hash(...));
        $this->engine = new TranslatedEngine(new PortDispatcher($this->shop));
        $this->http = new Http($this->engine, db: $this->db);
        $this->session = new Session("$directory/sessions", $this->system, !in_array($server['HTTPS'] ?? '', ['', 'off'], true));
        $this->visit = new Visit($this->session, $this->data, (string) ($server['REMOTE_ADDR'] ?? ''));
        $this->orders = new Orders($this->db, $this->engine, $this->system);
        $this->prices = new Prices($this->engine, $this->catalogue, $this->data, $this->orders);
        $this->codes = new Codes($this->visit, $this->prices);
        $this->productVouchers = new ProductVouchers($this->db);
        $this->vouchers = new Vouchers($this->engine);
        $this->spool = new Spool("$directory/mail", $this->data->name, $this->system);
        $this->voucherJobs = new VoucherJobs(
            $this->db,
            $this->engine,
            $this->orders,
            $this->vouchers,
            $this->spool,
            $this->system,
        );
        $this->checkout = new Checkout(
            $this->db,
            $this->engine,
            $this->catalogue,
            $this->prices,
            $this->orders,
            $this->productVouchers,
        );
        $this->signIn = new SignIn($this->engine, new Admins($this->db));
        $this->simulation = new Simulation($this->db);
        $this->view = new View("$own/templates", ['shop' => $this->data]);
        (new Seed($this->db, $this->engine, $this->system, "$own/resources"))->run();
    }

    private static function database(string $directory, #[\SensitiveParameter] string $store): Connection
    {
        if (!is_dir($directory) && !@mkdir($directory, 0700, true) && !is_dir($directory)) {
            throw new \RuntimeException("the data directory `$directory` cannot be made; check its owner and rights");
        }
        $db = Connection::open($store === '' ? "sqlite:$directory/shop.sqlite" : $store);
        Schema::migrations()->run($db);
        Tables::migrations()->run($db);

        return $db;
    }
}
