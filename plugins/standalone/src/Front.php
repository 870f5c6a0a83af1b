<?php

declare(strict_types=1);

namespace Remise\Standalone;

use Remise\Bridge\Http;
use Remise\Standalone\Page\AdminPages;
use Remise\Standalone\Page\Api;
use Remise\Standalone\Page\CartPages;
use Remise\Standalone\Page\CataloguePages;
use Remise\Standalone\Page\ConsolePages;
use Remise\Standalone\Page\MailPages;
use Remise\Standalone\Page\OrderPages;
use Remise\Standalone\Page\ProductPages;
use Remise\Standalone\Page\VoucherPages;
use Remise\Standalone\Web\HttpError;
use Remise\Standalone\Web\Request;
use Remise\Standalone\Web\Response;
use Remise\Standalone\Web\Router;
use Remise\Standalone\Web\StaticFiles;

/** The front door: every request comes in here. */
final class Front
{
    private const WORK_MS = 700;

    private ?App $app = null;

    /** @param string $project where `pkg` and `www` are */
    public function __construct(private readonly string $project, private readonly string $data, private readonly string $store = '')
    {
    }

    public function answer(Request $request): Response
    {
        try {
            return $this->file($request) ?? $this->shop($request);
        } catch (HttpError $error) {
            return $this->problem($request, $error->status, $error->getMessage())->with($error->headers);
        } catch (\Throwable $failure) {
            error_log("Remise shop: $failure");

            return $this->problem($request, 503, 'the shop cannot answer just now; its error log tells why');
        }
    }

    /** Behind the answer: codes that are still to be made, a few at a time. */
    public function afterwards(): void
    {
        try {
            $this->app?->voucherJobs->work(self::WORK_MS);
        } catch (\Throwable $failure) {
            error_log("Remise shop: $failure");
        }
    }

    /** Files need no shop. */
    private function file(Request $request): ?Response
    {
        $directories = ['/assets/' => dirname(__DIR__) . '/public/assets', '/pkg/' => "{$this->project}/pkg"];
        foreach ($directories as $prefix => $directory) {
            if (str_starts_with($request->path, $prefix)) {
                $path = substr($request->path, strlen($prefix));

                return (new StaticFiles($directory))->serve($path, $request->header('if-none-match'));
            }
        }

        return match ($request->path) {
            '/console-theme.css' => (new StaticFiles("{$this->project}/www"))->serve('theme.css'),
            '/favicon.ico' => (new StaticFiles(dirname(__DIR__) . '/public/assets'))->serve('icon.svg'),
            default => null,
        };
    }

    private function shop(Request $request): Response
    {
        $this->app = $app = new App($this->project, $this->data, $this->store, $request->server);
        if (str_starts_with($request->path, '/api/')) {
            return (new Api($app))->answer($request);
        }
        if ((int) ($request->server['CONTENT_LENGTH'] ?? 0) > Http::BODY_LIMIT) {
            throw new HttpError(413, 'the body is longer than ' . Http::BODY_LIMIT . ' bytes');
        }
        $app->session->start();
        $console = new ConsolePages($app);
        $router = $this->routes($app, $console);
        $isConsole = $request->method === 'GET' && str_starts_with($request->path, '/console/');

        return $isConsole && $request->path !== '/console/config.json'
            ? $console->file($request, substr($request->path, strlen('/console/')))
            : $router->answer($request);
    }

    private function routes(App $app, ConsolePages $console): Router
    {
        [$goods, $cart] = [new CataloguePages($app), new CartPages($app)];
        [$orders, $admin] = [new OrderPages($app), new AdminPages($app)];
        [$vouchers, $products, $mail] = [new VoucherPages($app), new ProductPages($app), new MailPages($app)];
        $router = new Router();
        $router->on('GET', '/', $goods->all(...));
        $router->on('GET', '/goods/{id}', $goods->one(...));
        $router->on('POST', '/choose', $goods->choose(...));
        $router->on('GET', '/cart', $cart->show(...));
        $router->on('POST', '/cart/add', $cart->add(...));
        $router->on('POST', '/cart/lines', $cart->line(...));
        $router->on('POST', '/cart/country', $cart->country(...));
        $router->on('POST', '/cart/coupon', $cart->enter(...));
        $router->on('DELETE', '/cart/coupon', $cart->remove(...));
        $router->on('POST', '/cart/coupon/remove', $cart->remove(...));
        $router->on('GET', '/checkout', $orders->checkout(...));
        $router->on('POST', '/checkout', $orders->place(...));
        $router->on('GET', '/orders', $orders->all(...));
        $router->on('GET', '/orders/{id}', $orders->show(...));
        $router->on('GET', '/vouchers', $vouchers->all(...));
        $router->on('GET', '/vouchers/table', $vouchers->table(...));
        $router->on('GET', '/vouchers/sheet', $vouchers->sheet(...));
        $router->on('GET', '/admin', $admin->home(...));
        $router->on('POST', '/admin/login', $admin->login(...));
        $router->on('POST', '/admin/logout', $admin->logout(...));
        $router->on('GET', '/admin/orders', $admin->orders(...));
        $router->on('POST', '/admin/orders/{id}/pay', $admin->pay(...));
        $router->on('POST', '/admin/orders/{id}/cancel', $admin->cancel(...));
        $router->on('GET', '/admin/vouchers/{id}', $products->progress(...));
        $router->on('POST', '/admin/vouchers/{id}', $products->again(...));
        $router->on('GET', '/admin/products', $products->all(...));
        $router->on('POST', '/admin/products/{id}', $products->change(...));
        $router->on('GET', '/admin/mail', $mail->all(...));
        $router->on('GET', '/admin/mail/{name}', $mail->one(...));
        $router->on('GET', '/console', static fn (): Response => Response::seeOther('/console/'));
        $router->on('GET', '/console/config.json', $console->config(...));
        $router->on('PUT', '/console/simulate', $console->simulate(...));

        return $router;
    }

    private function problem(Request $request, int $status, string $message): Response
    {
        if ($request->wantsJson() || str_starts_with($request->path, '/api/') || $request->path === '/console/config.json') {
            $error = match ($status) {
                400 => 'bad_request',
                401, 403 => 'unauthorized',
                404 => 'not_found',
                405 => 'method_not_allowed',
                413 => 'body_too_large',
                default => 'unavailable',
            };

            return Response::json(['error' => $error, 'message' => $message], $status);
        }
        $view = new Web\View(dirname(__DIR__) . '/templates');

        return Response::html($view->part('problem', ['status' => $status, 'message' => $message]), $status);
    }
}
