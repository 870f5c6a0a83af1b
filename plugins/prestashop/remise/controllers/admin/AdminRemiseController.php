<?php

declare(strict_types=1);

use Remise\Bridge\HttpAnswer;
use Remise\PrestaShop\Api;
use Remise\PrestaShop\Console;
use Remise\PrestaShop\Till;

/** The console as a page of the back office. Who may see it, and who may change something, PrestaShop's permissions say. */
class AdminRemiseController extends ModuleAdminController
{
    public function __construct()
    {
        $this->bootstrap = true;
        parent::__construct();
    }

    /** When PrestaShop knows who is here, and that the address was made for them. */
    public function postProcess()
    {
        $answer = match (true) {
            Tools::getIsset('remise_api') => $this->api(),
            Tools::getIsset('remise_config') => $this->config(),
            Tools::getIsset('remise_page') => $this->page((string) Tools::getValue('remise_page')),
            default => null,
        };
        if ($answer !== null) {
            Api::send($answer);
            exit;
        }

        return parent::postProcess();
    }

    public function initContent()
    {
        $page = htmlspecialchars($this->here() . '&remise_page=index.html');
        // A page of its own: the back office's styles are for the back office's pages.
        $this->content .= "<iframe src=\"$page\" title=\"Remise\" style=\"border:0;width:100%;min-height:85vh\"></iframe>";
        parent::initContent();
    }

    private function api(): HttpAnswer
    {
        $isRead = in_array($_SERVER['REQUEST_METHOD'] ?? '', ['GET', 'HEAD'], true);
        if (!$this->access($isRead ? 'view' : 'edit')) {
            return HttpAnswer::error(403, 'forbidden', 'your profile may not do this; see Advanced parameters, Team, Permissions');
        }
        if (!$isRead && !hash_equals($this->csrf(), (string) ($_SERVER['HTTP_X_CSRF_TOKEN'] ?? ''))) {
            return HttpAnswer::error(403, 'forbidden', 'this page is too old; open it again');
        }

        return Api::admin(Till::open()->http, Console::request((string) $_SERVER['REQUEST_URI']), $_SERVER, fopen('php://input', 'rb'));
    }

    private function config(): HttpAnswer
    {
        $config = $this->console()->config($this->csrf(), (string) Configuration::get('PS_SHOP_NAME'), $this->context->shop->getBaseURL(true));

        return $this->access('view')
            ? new HttpAnswer(200, ['content-type' => 'application/json', 'cache-control' => 'no-store'], json_encode($config, JSON_THROW_ON_ERROR))
            : HttpAnswer::error(403, 'forbidden', 'your profile may not see this');
    }

    private function page(string $name): HttpAnswer
    {
        $page = $this->access('view') ? $this->console()->page($name) : null;

        return new HttpAnswer($page === null ? 404 : 200, ['content-type' => 'text/html; charset=utf-8', 'cache-control' => 'no-store'], (string) $page);
    }

    private function console(): Console
    {
        return new Console($this->here(), $this->module->getPathUri());
    }

    /** The same for each request of one employee; PrestaShop 9 draws the one in the address anew each time. */
    private function csrf(): string
    {
        return Tools::hash('AdminRemise' . (int) $this->context->employee->id);
    }

    private function here(): string
    {
        return $this->context->link->getAdminLink('AdminRemise');
    }
}
