<?php

declare(strict_types=1);

// What the module uses of Magento's framework, with the signatures of `magento/framework` 103.0.7.

namespace {
    function __(string $text, mixed ...$arguments): Magento\Framework\Phrase
    {
        return new Magento\Framework\Phrase($text, $arguments);
    }
}

namespace Psr\Log {
    interface LoggerInterface
    {
        public function critical(string|\Stringable $message, array $context = []): void;
    }
}

namespace Magento\Framework {
    class Phrase implements \Stringable
    {
        public function __construct(private string $text, private array $arguments = [])
        {
        }

        public function render(): string
        {
            $marks = array_map(static fn (int $at): string => '%' . ($at + 1), array_keys($this->arguments));

            return strtr($this->text, array_combine($marks, array_map(strval(...), $this->arguments)));
        }

        public function __toString(): string
        {
            return $this->render();
        }
    }

    class DataObject
    {
        public function __construct(protected array $data = [])
        {
        }

        public function getData(string $key = ''): mixed
        {
            return $this->data[$key] ?? null;
        }

        public function addData(array $data): static
        {
            $this->data = $data + $this->data;

            return $this;
        }

        public function __call(string $method, array $arguments): mixed
        {
            $key = strtolower((string) preg_replace('/(?<!^)[A-Z]/', '_$0', substr($method, 3)));
            if (str_starts_with($method, 'set')) {
                $this->data[$key] = $arguments[0] ?? null;

                return $this;
            }

            return str_starts_with($method, 'get') ? $this->data[$key] ?? null : throw new \BadMethodCallException($method);
        }
    }
}

namespace Magento\Framework\Component {
    class ComponentRegistrar
    {
        public const MODULE = 'module';

        /** @var array<string, string> */
        public static array $modules = [];

        public static function register($type, $componentName, $path): void
        {
            self::$modules[$componentName] = $path;
        }
    }
}

namespace Magento\Framework\Exception {
    use Magento\Framework\Phrase;

    class LocalizedException extends \Exception
    {
        public function __construct(Phrase $phrase, ?\Exception $cause = null, $code = 0)
        {
            parent::__construct($phrase->render(), (int) $code, $cause);
        }
    }

    class NoSuchEntityException extends LocalizedException
    {
    }

    class AlreadyExistsException extends LocalizedException
    {
    }
}

namespace Magento\Framework\App {
    class DeploymentConfig
    {
        public function __construct(private array $data)
        {
        }

        public function get($key = null, $defaultValue = null)
        {
            return $this->data[$key] ?? $defaultValue;
        }
    }
}

namespace Magento\Framework\Lock {
    interface LockManagerInterface
    {
        public function lock(string $name, int $timeout = -1): bool;

        public function unlock(string $name): bool;
    }
}

namespace Magento\Framework\Locale {
    interface ResolverInterface
    {
        public function getLocale();
    }
}

namespace Magento\Framework\Stdlib\DateTime {
    interface TimezoneInterface
    {
        public function getConfigTimezone($scopeType = null, $scopeCode = null);
    }
}

namespace Magento\Framework\HTTP\PhpEnvironment {
    class RemoteAddress
    {
        public function getRemoteAddress(bool $ipToLong = false)
        {
            return '192.0.2.1';
        }
    }
}
