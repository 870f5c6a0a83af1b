<?php

declare(strict_types=1);

namespace Remise\Magento\Controller;

use Magento\Framework\App\ActionInterface;
use Magento\Framework\App\CsrfAwareActionInterface;
use Magento\Framework\App\Request\Http as Request;
use Magento\Framework\App\Request\InvalidRequestException;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\Raw;
use Magento\Framework\Controller\Result\RawFactory;
use Remise\Magento\Model\Till;

/** A machine is asking: the bridge answers. Not final, since Magento's plugins for actions are subclasses. */
class Api implements ActionInterface, CsrfAwareActionInterface
{
    /** What stands before the engine's own paths. */
    private const BEFORE = '/remise';

    public function __construct(
        private readonly Request $request,
        private readonly Till $till,
        private readonly RawFactory $answers,
    ) {
    }

    public function execute(): Raw
    {
        $answer = $this->till->http()->handle(['REQUEST_URI' => $this->uri()] + $_SERVER, fopen('php://input', 'rb'));
        $raw = $this->answers->create()->setHttpResponseCode($answer->status)->setContents($answer->body);
        foreach ($answer->headers as $name => $value) {
            $raw->setHeader($name, $value, true);
        }

        return $raw;
    }

    /** Keys and tokens say who is asking, and no browser sends those by itself. */
    public function validateForCsrf(RequestInterface $request): ?bool
    {
        return true;
    }

    public function createCsrfValidationException(RequestInterface $request): ?InvalidRequestException
    {
        return null;
    }

    /** Without the shop's own directory, and with the query as it came. */
    private function uri(): string
    {
        [, $query] = explode('?', (string) $this->request->getServer('REQUEST_URI'), 2) + [1 => ''];

        return substr($this->request->getPathInfo(), strlen(self::BEFORE)) . "?$query";
    }
}
