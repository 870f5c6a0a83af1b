<?php

declare(strict_types=1);

namespace Remise\Standalone\Web;

/** Renders the templates: plain PHP that gets text and escapes it with `$e`. */
final class View
{
    /** @param array<string, mixed> $shared what every template gets */
    public function __construct(private readonly string $directory, private array $shared = [])
    {
    }

    /** @param array<string, mixed> $more */
    public function share(array $more): void
    {
        $this->shared = $more + $this->shared;
    }

    /** @param array<string, mixed> $values */
    public function page(string $template, string $title, array $values = []): string
    {
        $main = $this->part($template, $values);

        return $this->part('layout', ['title' => $title, 'main' => $main, 'template' => $template] + $values);
    }

    /** @param array<string, mixed> $values */
    public function part(string $template, array $values = []): string
    {
        $e = static fn (string|int $text): string => htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE);
        $part = $this->part(...);

        return (static function (string $file, array $values) use ($e, $part): string {
            extract($values, EXTR_SKIP);
            ob_start();
            try {
                require $file;

                return (string) ob_get_contents();
            } finally {
                ob_end_clean();
            }
        })("{$this->directory}/$template.php", $values + $this->shared);
    }
}
