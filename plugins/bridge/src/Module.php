<?php

declare(strict_types=1);

namespace Remise\Bridge;

/** A translated module: the class, and the file it is loaded from. */
final class Module
{
    private const DIRECTORY = __DIR__ . '/../build';
    private const SPACE = 'Remise\\Bridge\\Generated\\';

    /** @var array<string, array<string, int>> the numbers of field names, by class */
    private static array $keys = [];

    public function __construct(private readonly string $file, private readonly string $class)
    {
    }

    /** `remise.wasm`: the verbs of a checkout, made for speed. */
    public static function till(): self
    {
        return new self(self::DIRECTORY . '/RemiseModule.php', self::SPACE . 'RemiseModule');
    }

    /** `office.wasm`: the other verbs, made small. */
    public static function office(): self
    {
        return new self(self::DIRECTORY . '/RemiseOffice.php', self::SPACE . 'RemiseOffice');
    }

    /** `voucher.wasm`: the verbs of vouchers, made small. */
    public static function voucher(): self
    {
        return new self(self::DIRECTORY . '/RemiseVoucher.php', self::SPACE . 'RemiseVoucher');
    }

    /** SHA-256 of `remise.wasm`. */
    public static function hash(): string
    {
        $about = self::DIRECTORY . '/engine.php';

        return is_file($about) ? (require $about)['sha256'] : throw new EngineMissing($about, 'is missing');
    }

    /** A new instance; loads the class if need be. */
    public function start(Port $port): TranslatedInstance
    {
        if (!class_exists($this->class, false)) {
            $this->load();
        }

        return new TranslatedInstance($this->class, $port);
    }

    /** What a call is packed with for an instance of this module. */
    public function packer(TranslatedInstance $instance): Packer
    {
        return new Packer(self::$keys[$this->class] ??= $instance->keys());
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
