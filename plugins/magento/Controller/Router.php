<?php

declare(strict_types=1);

namespace Remise\Magento\Controller;

use Magento\Framework\App\ActionFactory;
use Magento\Framework\App\ActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\App\RouterInterface;

/** Everything below `/remise/api/`. Not final, since Magento's plugins for routers are subclasses. */
class Router implements RouterInterface
{
    public const PATH = '/remise/api/';

    public function __construct(private readonly ActionFactory $actions)
    {
    }

    public function match(RequestInterface $request): ?ActionInterface
    {
        return str_starts_with($request->getPathInfo(), self::PATH) ? $this->actions->create(Api::class) : null;
    }
}
