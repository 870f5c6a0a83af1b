<?php

declare(strict_types=1);

namespace Remise\Tests\Standalone;

use Remise\Tests\Support\Reply;
use Remise\Tests\Support\ShopTest;
use Remise\Tests\Support\Visitor;

/** Vouchers in the embedded shop: who sees what, and what becomes of an order whose codes cannot be made. */
class VoucherShopTest extends ShopTest
{
    private const CLARA = '3';

    public function testOnlyAPartnerSeesVouchersAndOnlyTheirOwn(): void
    {
        $this->sold();
        foreach (['' => 'belong to an account', '1' => 'no access to vouchers'] as $customer => $why) {
            $other = $this->shopper('EUR', (string) $customer);
            $page = $other->get('/vouchers');
            self::assertSame(403, $page->status);
            self::assertStringContainsString($why, $page->text());
            foreach (['/vouchers/table', '/vouchers/sheet', '/vouchers?cursor=1'] as $path) {
                $refused = $other->get($path);
                self::assertSame(403, $refused->status, $path);
                self::assertStringNotContainsString('CAFE-', $refused->body);
            }
        }
    }

    public function testTheBackOfficeIsClosedToStrangers(): void
    {
        $stranger = $this->shopper('EUR', self::CLARA);
        self::assertSame(['/admin', '/admin', '/admin'], array_map(
            static fn (string $path): string => $stranger->get($path)->header('location'),
            ['/admin/products', '/admin/mail', '/admin/mail/X'],
        ));
        self::assertSame(401, $stranger->json('GET', '/admin/vouchers/X')->status);
        foreach (['/admin/products/vouchers-cafe', '/admin/vouchers/X'] as $path) {
            self::assertSame(403, $stranger->post($path, ['codes' => '9', 'template' => 'cafe'])->status, $path);
            self::assertSame(403, self::$shop->admin()->post($path, ['csrf' => 'wrong'])->status, $path);
        }
        self::assertSame(401, $stranger->json('GET', '/api/admin/vouchers')->status);
        self::assertSame(404, self::$shop->admin()->get('/admin/mail/..%2Fshop.sqlite')->status);
    }

    public function testWhatAProductBringsIsSettledWhenItIsOrdered(): void
    {
        $admin = self::$shop->admin();
        $order = $this->ordered();
        $this->bring($admin, '7');
        $admin->get('/admin/orders');
        $admin->post("/admin/orders/$order/pay", []);
        $this->bring($admin, '5');
        self::assertSame(5, self::job($admin, $order)['made']);
    }

    public function testNoProductBringsMoreThanTheEngineMakesForALine(): void
    {
        $admin = self::$shop->admin();
        $this->bring($admin, '1001');
        self::assertStringContainsString('a whole number from 0 to 1000', $admin->get('/admin/products')->text());
        $this->bring($admin, '1000');
        $order = $this->ordered('999');
        $this->bring($admin, '5');
        $admin->post("/admin/orders/$order/pay", []);
        $job = self::job($admin, $order);
        $admin->post("/admin/orders/$order/cancel", []);
        self::assertSame(['waiting', 999_000], [$job['state'], $job['wanted']]);
    }

    public function testThePartnersPageIsNarrowedToAType(): void
    {
        [$admin, $order] = $this->sold();
        $clara = $this->shopper('EUR', self::CLARA, 'vouchers-cafe');
        $code = $admin->json('GET', "/api/admin/vouchers?order=$order")->json()['vouchers'][0]['code'];
        self::assertStringContainsString('href="/vouchers?type=cafe&amp;sort=newest"', $clara->get('/vouchers')->body);
        $narrowed = $clara->get('/vouchers?type=cafe')->text();
        self::assertStringContainsString($code, $narrowed);
        self::assertStringContainsString('Only Café voucher', $narrowed);
        self::assertStringNotContainsString($code, $clara->get('/vouchers?type=other')->text());
        self::assertStringNotContainsString($code, $clara->get('/vouchers/table?type=other')->body);
    }

    public function testAnOrderWhoseCodesCannotBeMadeSaysWhyAndIsTriedAgain(): void
    {
        $admin = self::$shop->admin();
        $order = $this->ordered();
        $template = array_column($admin->json('GET', '/api/admin/vouchers/templates')->json()['templates'], null, 'id')['cafe'];
        self::assertSame(200, $admin->json('DELETE', '/api/admin/vouchers/templates?id=cafe')->status);
        $admin->post("/admin/orders/$order/pay", []);
        $page = $admin->get('/admin/orders')->text();
        self::assertStringContainsString('is paid', $page);
        self::assertMatchesRegularExpression('/stuck there is no template with this id/', $page);
        $admin->post("/admin/vouchers/$order", []);
        self::assertSame('stuck', self::job($admin, $order)['state']);
        self::assertSame(200, $admin->json('POST', '/api/admin/vouchers/templates', $template)->status);
        $admin->post("/admin/vouchers/$order", []);
        self::assertSame(['state' => 'done', 'wanted' => 5, 'made' => 5], self::job($admin, $order));
    }

    public function testAJobThatFailsHoldsUpNoOther(): void
    {
        $admin = self::$shop->admin();
        [$failing, $other] = [$this->ordered(), $this->ordered()];
        $taken = 'voucher:' . strlen($failing) . ":$failing:vouchers-cafe:0";
        self::assertSame(200, self::$shop->save(['id' => 'taken', 'code' => 'TAKEN', 'type' => 'PERCENTAGE', 'value' => 5])->status);
        self::db()->run("UPDATE remise_campaign SET external_id = ? WHERE external_id = 'taken'", [$taken]);
        foreach ([$failing, $other] as $order) {
            self::assertSame(303, $admin->post("/admin/orders/$order/pay", [])->status);
        }
        self::assertSame(['state' => 'done', 'wanted' => 5, 'made' => 5], self::job($admin, $other));
        self::assertSame('waiting', self::job($admin, $failing)['state']);
        self::assertStringContainsString($failing, (string) file_get_contents(self::$shop->log()));
        [$status, $said] = $this->mint();
        self::assertSame([1, "orders that still wait for codes: 1; the error log and the page of orders tell why\n"], [$status, $said]);
        self::db()->run("UPDATE remise_campaign SET external_id = 'elsewhere' WHERE external_id = ?", [$taken]);
        self::assertSame([0, "all voucher codes are made\n"], $this->mint());
        self::assertSame(['state' => 'done', 'wanted' => 5, 'made' => 5], self::job($admin, $failing));
    }

    public function testFewCodesDoNotWaitForMany(): void
    {
        $admin = self::$shop->admin();
        $this->bring($admin, '1000');
        $many = $this->ordered('900');
        $this->bring($admin, '5');
        $few = $this->ordered();
        $admin->get('/admin/orders');
        $admin->post("/admin/orders/$many/pay", []);
        $admin->post("/admin/orders/$few/pay", []);
        // Each look makes some more of them.
        for ($looks = 0; $looks < 20 && self::job($admin, $few)['state'] !== 'done'; $looks++);
        $states = [self::job($admin, $few)['state'], self::job($admin, $many)['state']];
        $admin->post("/admin/orders/$many/cancel", []);
        self::assertSame(['done', 'waiting'], $states);
    }

    public function testTheMailHasEveryCodeAndIsWrittenOnce(): void
    {
        [$admin, $order] = $this->sold();
        $admin->post("/admin/orders/$order/pay", []);
        $admin->get('/admin/mail');
        $files = glob(self::$shop->data->file('mail') . "/$order*") ?: [];
        self::assertSame(["$order-5.eml"], array_map(basename(...), $files));
        $codes = $admin->json('GET', "/api/admin/vouchers?order=$order")->json()['vouchers'];
        self::assertCount(5, $codes);
        $mail = $admin->get("/admin/mail/$order-5")->text();
        foreach ($codes as ['code' => $code]) {
            self::assertStringContainsString($code, $mail);
        }
        self::assertStringContainsString('To clara@example.org', $mail);
    }

    public function testACancelledOrderIsGivenNoMoreCodes(): void
    {
        $admin = self::$shop->admin();
        $this->bring($admin, '1000');
        $order = $this->ordered('10');
        $this->bring($admin, '5');
        $admin->post("/admin/orders/$order/pay", []);
        $admin->post("/admin/orders/$order/cancel", []);
        $job = self::job($admin, $order);
        self::assertSame('cancelled', $job['state']);
        for ($i = 0; $i < 3; $i++) {
            $admin->get('/');
        }
        $count = self::db()->row('SELECT COUNT(*) AS n FROM remise_voucher v JOIN remise_purchase p ON p.id = v.purchase_id WHERE p.order_id = ?', [$order]);
        self::assertLessThan(10_000, $count['n'] ?? null);
        self::assertSame([], glob(self::$shop->data->file('mail') . "/$order*"));
    }

    /** @return array{Visitor, string} an admin, and an order of Clara's that is paid */
    private function sold(): array
    {
        $order = $this->ordered();
        $admin = self::$shop->admin();
        self::assertSame(303, $admin->post("/admin/orders/$order/pay", [])->status);

        return [$admin, $order];
    }

    private function ordered(string $quantity = '1'): string
    {
        $clara = $this->shopper('EUR', self::CLARA, 'vouchers-cafe');
        $clara->post('/cart/lines', ['line' => 'vouchers-cafe', 'quantity' => $quantity]);
        $placed = $this->order($clara, '', ['country' => 'DE']);
        self::assertSame(303, $placed->status, $placed->text());

        return basename($placed->header('location'));
    }

    /** @return array{int, string} how the worker of the command line ended, and what it said */
    private function mint(): array
    {
        $worker = [PHP_BINARY, '-d', 'error_log=' . self::$shop->log(), dirname(__DIR__, 3) . '/plugins/standalone/bin/mint.php'];
        $environment = ['REMISE_DATA' => self::$shop->data->path, 'REMISE_STORE' => self::$shop->store] + getenv();
        $process = proc_open($worker, [1 => ['pipe', 'w']], $pipes, null, $environment);
        $said = ltrim((string) stream_get_contents($pipes[1]), '.');
        fclose($pipes[1]);

        return [proc_close($process), $said];
    }

    private function bring(Visitor $admin, string $codes): Reply
    {
        $admin->get('/admin/products');

        return $admin->post('/admin/products/vouchers-cafe', ['codes' => $codes, 'template' => 'cafe']);
    }

    /** @return array<string, mixed> */
    private static function job(Visitor $admin, string $order): array
    {
        return $admin->json('GET', "/admin/vouchers/$order")->json();
    }
}
