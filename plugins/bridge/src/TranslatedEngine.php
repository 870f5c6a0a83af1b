<?php

declare(strict_types=1);

namespace Remise\Bridge;

/**
 * The engine as one PHP class, translated from `remise.wasm`: needs nothing but PHP.
 *
 * One instance of the class serves all calls of a request. While a call runs the instance is nobody else's: a call that
 * the port makes meanwhile gets one of its own, and an instance that trapped is never used again.
 */
final class TranslatedEngine implements Engine
{
    private const DIRECTORY = __DIR__ . '/../build';
    private const CLASS_NAME = 'Remise\\Bridge\\Generated\\RemiseModule';

    private const BIG_BYTES = 65_536;

    private ?TranslatedInstance $idle = null;

    /** @var array<string, array<string, int>> the numbers of field names, by class */
    private static array $keys = [];

    public function __construct(
        private readonly Port $port = new NoShop(),
        private readonly string $file = self::DIRECTORY . '/RemiseModule.php',
        private readonly string $class = self::CLASS_NAME,
    ) {
    }

    /** SHA-256 of the `remise.wasm` that the class was made of; kept in the ledger beside what it decided. */
    public static function hash(): string
    {
        $about = self::DIRECTORY . '/engine.php';

        return is_file($about) ? (require $about)['sha256'] : throw new EngineMissing($about, 'is missing');
    }

    /** Loads the class and starts an instance now; otherwise the first call does. */
    public function prepare(): void
    {
        $this->idle ??= $this->start();
    }

    public function call(array $call): array
    {
        $instance = $this->ready();
        $packer = new Packer(self::$keys[$this->class] ??= $instance->keys());
        $packer->pack($call);
        if (preg_match('//u', $packer->text) !== 1) {
            return $this->callText($call);
        }
        Room::forRequest($packer->bytes());
        $answer = $instance->callPacked($packer);
        $this->keep($instance, $packer->bytes());

        return json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }

    public function callJson(string $call): string
    {
        Room::forRequest(strlen($call));
        $instance = $this->ready();
        $answer = $instance->call($call);
        $this->keep($instance, strlen($call));

        return $answer;
    }

    /** What is not UTF-8 is replaced. @param array<string, mixed> $call @return array<string, mixed> */
    private function callText(array $call): array
    {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE;

        return json_decode($this->callJson(json_encode(Packer::forJson($call), $flags)), true, 512, JSON_THROW_ON_ERROR);
    }

    /** An instance of one's own, until it is given back with `keep`. */
    private function ready(): TranslatedInstance
    {
        $instance = $this->idle ?? $this->start();
        $this->idle = null;

        return $instance;
    }

    /** Memory grows and never shrinks, so after a big request a new instance is the cheaper one to have. */
    private function keep(TranslatedInstance $instance, int $requestBytes): void
    {
        $this->idle = $requestBytes > self::BIG_BYTES ? null : $instance;
    }

    private function start(): TranslatedInstance
    {
        if (!class_exists($this->class, false)) {
            $this->load();
        }

        return new TranslatedInstance($this->class, $this->port);
    }

    private function load(): void
    {
        if (!is_file($this->file)) {
            throw new EngineMissing($this->file, 'is missing');
        }
        Room::forFile($this->file);
        try {
            SafeJit::during(function (): void {
                require_once $this->file;
            });
        } catch (\ParseError $broken) {
            throw new EngineMissing($this->file, 'is damaged', $broken);
        }
        if (!class_exists($this->class, false)) {
            throw new EngineMissing($this->file, "does not hold the class `{$this->class}`");
        }
    }
}
