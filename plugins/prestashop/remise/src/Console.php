<?php

declare(strict_types=1);

namespace Remise\PrestaShop;

/** The console's pages and settings, within PrestaShop's back office. Its scripts and styles are files that the web server has. */
final class Console
{
    /** In the package beside this, in the project at its root. */
    private const PLACES = [__DIR__ . '/../www', __DIR__ . '/../../../../www'];

    /**
     * @param string $here  the address of the back office's page, to which parameters can be added
     * @param string $files the address of the module's own directory
     */
    public function __construct(private readonly string $here, private readonly string $files)
    {
    }

    /** A page by its name within the console; null when there is none. */
    public function page(string $name): ?string
    {
        $file = self::directory() . "/$name";
        if (preg_match('~\A(docs/)?[a-z-]+\.html\z~', $name) !== 1 || !is_file($file)) {
            return null;
        }
        $page = strtr((string) file_get_contents($file), [
            '<html lang="en">' => '<html lang="en" data-config="' . $this->at('remise_config=1') . '">',
        ]);

        // `theme.css` and `../theme.css` are files of the module; `../#keys` is the console itself; `#keys` stays in the page.
        return (string) preg_replace_callback(
            '~(href|src)="(\.\./)?([\w./-]*)(#\w*)?"~',
            fn (array $link): string => "$link[1]=\"" . match (true) {
                $link[3] !== '' => htmlspecialchars("{$this->files}www/$link[3]"),
                $link[2] !== '' => $this->at('remise_page=index.html') . ($link[4] ?? ''),
                default => $link[4] ?? '',
            } . '"',
            $page,
        );
    }

    /** @return array<string, string> what the console asks for first */
    public function config(string $csrf, string $shop, string $shopUrl): array
    {
        return [
            // The path of a request is put behind it, and comes back to `Api` from the address as it was sent.
            'api' => "{$this->here}&remise_api=",
            'pages' => "{$this->here}&remise_page=",
            'pkg' => "{$this->files}pkg/index.js",
            'csrf' => $csrf,
            'shop' => $shop,
            'shopUrl' => $shopUrl,
        ];
    }

    /** What stands behind `remise_api=` in an address: `/admin/site?x=y`. */
    public static function request(string $uri): string
    {
        return explode('remise_api=', $uri, 2)[1] ?? '';
    }

    private function at(string $parameter): string
    {
        return htmlspecialchars("{$this->here}&$parameter");
    }

    private static function directory(): string
    {
        return is_dir(self::PLACES[0]) ? self::PLACES[0] : self::PLACES[1];
    }
}
