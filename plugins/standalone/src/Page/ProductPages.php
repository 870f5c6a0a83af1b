<?php

declare(strict_types=1);

namespace Remise\Standalone\Page;

use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;

/** Which products bring voucher codes (P1), and how far the codes of paid orders are. */
final class ProductPages extends Pages
{
    /** For as many as a cart takes of a product these are no more codes than the engine makes for one line. */
    private const MOST = 1_000;

    public function all(): Response
    {
        if (!$this->isAdmin()) {
            return Response::seeOther('/admin');
        }
        $products = array_map(fn (object $product): array => [
            'product' => $product,
            'vouchers' => $this->app->productVouchers->of($product->id) ?? ['codes' => 0, 'template' => ''],
        ], array_values($this->app->catalogue->products));

        return $this->page('admin-products', 'Products', [
            'products' => $products,
            'templates' => $this->app->vouchers->templates(),
            'most' => self::MOST,
        ]);
    }

    public function change(Request $request, string $id): Response
    {
        $this->admit($request);
        $product = $this->app->catalogue->product($id) ?? throw new HttpError(404, 'there is no such product');
        $codes = $request->form('codes');
        $template = $request->form('template');
        $isNumber = preg_match('/\A\d{1,5}\z/', $codes) === 1 && (int) $codes <= self::MOST;
        $isKnown = isset($this->app->vouchers->templates()[$template]);
        if (!$isNumber || ((int) $codes > 0 && !$isKnown)) {
            $this->app->session->tell('bad', $isNumber
                ? "Choose a template for the codes of {$product->name}."
                : "{$product->name}: the number of codes is a whole number from 0 to " . self::MOST . '.');

            return Response::seeOther('/admin/products');
        }
        $this->app->productVouchers->set($id, (int) $codes, $template);
        $this->app->session->tell('good', (int) $codes === 0
            ? "{$product->name} brings no voucher codes."
            : "Each {$product->name} that is ordered from now on brings $codes voucher " . ($codes === '1' ? 'code.' : 'codes.'));

        return Response::seeOther('/admin/products');
    }

    /** For the page that waits. */
    public function progress(Request $request, string $id): Response
    {
        if (!$this->isAdmin()) {
            throw new HttpError(401, 'sign in first');
        }
        $job = $this->app->voucherJobs->of([$id])[$id] ?? throw new HttpError(404, 'this order brings no vouchers');

        return Response::json(['state' => $job['state'], 'wanted' => $job['wanted'], 'made' => $job['made']]);
    }

    /** Tries once more what was stuck. */
    public function again(Request $request, string $id): Response
    {
        $this->admit($request);
        $this->app->voucherJobs->again($id);
        $this->app->voucherJobs->work(0);

        return Response::seeOther('/admin/orders');
    }

    private function admit(Request $request): void
    {
        $this->check($request);
        if (!$this->isAdmin()) {
            throw new HttpError(403, 'sign in first');
        }
    }
}
