<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** The module's settings, as a form of PrestaShop's own. */
final class SettingsPage
{
    private const SUBMIT = 'submitRemise';

    /** @param \Closure(string, array<string, string>, string): string $translate */
    public function __construct(private readonly \Remise $module, private readonly \Context $context, private readonly \Closure $translate)
    {
    }

    public function answer(): string
    {
        $done = '';
        if (\Tools::isSubmit(self::SUBMIT)) {
            $given = [];
            foreach (array_keys(Settings::DEFAULTS) as $name) {
                $given[$name] = (string) \Tools::getValue($name);
            }
            Settings::save($given);
            $done = $this->module->displayConfirmation($this->text('Saved.'));
        }

        return $done . $this->links() . $this->form();
    }

    private function links(): string
    {
        $console = htmlspecialchars($this->context->link->getAdminLink('AdminRemise'));
        $api = htmlspecialchars($this->context->link->getModuleLink('remise', 'api', ['path' => 'saveCoupon']));

        return "<div class=\"panel\"><p><a class=\"btn btn-primary\" href=\"$console\">{$this->text('Open the console')}</a></p>"
            . "<p>{$this->text('Coupons, dynamic coupons, imports, keys and attempts are there.')}</p>"
            . "<p>{$this->text('Other systems save coupons at this address:')} <code>$api</code></p></div>";
    }

    private function form(): string
    {
        $helper = new \HelperForm();
        $helper->module = $this->module;
        $helper->token = \Tools::getAdminTokenLite('AdminModules');
        $helper->currentIndex = \AdminController::$currentIndex . '&configure=remise';
        $helper->submit_action = self::SUBMIT;
        foreach (array_keys(Settings::DEFAULTS) as $name) {
            $helper->fields_value[$name] = \Configuration::get($name);
        }

        return $helper->generateForm([['form' => [
            'legend' => ['title' => $this->text('Settings'), 'icon' => 'icon-cogs'],
            'input' => [
                $this->toggle(
                    Settings::RELEASE,
                    $this->text('Give codes back'),
                    $this->text('When an order is cancelled, or its payment failed, its codes can be used again.'),
                ),
                [
                    'type' => 'text',
                    'name' => Settings::UNPAID,
                    'label' => $this->text('Payment modules that take no money at once'),
                    'desc' => $this->text('With these a customer whose code was used up by somebody else is sent back to the cart. With all others the money is there already: the order is made without the discount, and you are told in the log.'),
                ],
                $this->toggle(
                    Settings::DROP_DATA,
                    $this->text('When uninstalling, delete everything'),
                    $this->text('Coupons, codes, uses and keys. Leave this off to find them again after another installation.'),
                ),
            ],
            'submit' => ['title' => $this->text('Save')],
        ]]]);
    }

    /** @return array<string, mixed> */
    private function toggle(string $name, string $label, string $description): array
    {
        return ['type' => 'switch', 'name' => $name, 'label' => $label, 'desc' => $description, 'is_bool' => true, 'values' => [
            ['id' => "{$name}_on", 'value' => 1, 'label' => $this->text('Yes')],
            ['id' => "{$name}_off", 'value' => 0, 'label' => $this->text('No')],
        ]];
    }

    private function text(string $text): string
    {
        return ($this->translate)($text, [], 'Modules.Remise.Admin');
    }
}
