<?php

declare(strict_types=1);

namespace Remise\Magento\Plugin;

use Magento\Checkout\Controller\Cart\CouponPost as Controller;
use Magento\Checkout\Model\Session;
use Magento\Framework\Controller\Result\RedirectFactory;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Message\ManagerInterface;
use Remise\Magento\Model\Entry;

/** A code that is entered on the cart's page. @see Controller::execute() */
final class CouponPost
{
    private const FIELD = 'coupon_code';

    public function __construct(
        private readonly Session $session,
        private readonly Entry $entry,
        private readonly ManagerInterface $messages,
        private readonly RedirectFactory $redirects,
    ) {
    }

    public function aroundExecute(Controller $subject, callable $proceed): ResultInterface
    {
        $request = $subject->getRequest();
        if ((int) $request->getParam('remove') === 1) {
            return $proceed();
        }
        try {
            $request->setParam(self::FIELD, $this->entry->enter($this->session->getQuote(), trim((string) $request->getParam(self::FIELD))));
        } catch (LocalizedException $refused) {
            $this->messages->addErrorMessage($refused->getMessage());

            return $this->redirects->create()->setPath('checkout/cart');
        }

        return $proceed();
    }
}
