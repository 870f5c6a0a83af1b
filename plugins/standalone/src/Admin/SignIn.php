<?php

declare(strict_types=1);

namespace Remise\Standalone\Admin;

use Remise\Bridge\Engine;
use Remise\Standalone\Sale\Prices;

/** Signing in to the back office. How often one may try, the engine decides. */
final class SignIn
{
    private const SCOPE = 'sign-in';

    public function __construct(private readonly Engine $engine, private readonly Admins $admins)
    {
    }

    /** @return null|bool null while there were too many tries from this address */
    public function try(string $name, #[\SensitiveParameter] string $password, string $remoteAddress): ?bool
    {
        $call = ['verb' => 'admit', 'scope' => self::SCOPE, 'from' => ['remoteAddress' => $remoteAddress]];
        $answer = $this->engine->call($call);
        if ($answer['answer'] === 'throttled') {
            return null;
        }
        Prices::answered('admitted', $answer);
        $known = $this->admins->knows($name, $password);
        Prices::answered('admitted', $this->engine->call($call + ['known' => $known]));

        return $known;
    }
}
