<?php

declare(strict_types=1);

namespace Remise\Standalone\Sale;

use Remise\Bridge\System;

/** Where this shop's mail goes: files that a mail server could pick up. A shop of a platform sends it with the platform's own mailer. */
final class Spool
{
    private const NAME = '/\A[A-Za-z0-9-]{1,128}\z/';
    private const LISTED = 200;

    public function __construct(
        private readonly string $directory,
        private readonly string $from,
        private readonly System $system,
    ) {
    }

    /** A message under a name; written again it is the same one. @param array{to: string, subject: string, text: string} $message */
    public function write(string $name, array $message): void
    {
        if (!is_dir($this->directory) && !@mkdir($this->directory, 0700, true) && !is_dir($this->directory)) {
            throw new \RuntimeException("the directory for mail `{$this->directory}` cannot be made");
        }
        $head = [
            'From: ' . self::word($this->from) . ' <shop@example.org>',
            'To: <' . self::line($message['to']) . '>',
            'Subject: ' . self::word($message['subject']),
            'Date: ' . $this->system->dateText($this->system->nowMs()),
            'MIME-Version: 1.0',
            'Content-Type: text/plain; charset=utf-8',
            'Content-Transfer-Encoding: 8bit',
        ];
        $part = $this->file($name) . '.part';
        if (file_put_contents($part, implode("\r\n", $head) . "\r\n\r\n" . $message['text']) === false || !rename($part, $this->file($name))) {
            throw new \RuntimeException("a message could not be written to `{$this->directory}`");
        }
    }

    /** @return list<array{name: string, to: string, subject: string, date: string}> the latest first */
    public function all(): array
    {
        $files = glob("{$this->directory}/*.eml") ?: [];
        usort($files, static fn (string $one, string $other): int => [filemtime($other), $other] <=> [filemtime($one), $one]);
        $names = array_map(static fn (string $file): string => basename($file, '.eml'), array_slice($files, 0, self::LISTED));

        return array_map(fn (string $name): array => ['name' => $name] + array_diff_key($this->read($name) ?? [], ['text' => 0]), $names);
    }

    /** @return null|array{to: string, subject: string, date: string, text: string} */
    public function read(string $name): ?array
    {
        if (preg_match(self::NAME, $name) !== 1 || !is_file($this->file($name))) {
            return null;
        }
        [$head, $text] = explode("\r\n\r\n", (string) file_get_contents($this->file($name)), 2) + [1 => ''];
        $read = [];
        foreach (explode("\r\n", $head) as $line) {
            [$field, $value] = explode(': ', $line, 2) + [1 => ''];
            $read[strtolower($field)] = $value;
        }

        return ['to' => trim($read['to'] ?? '', '<>'), 'subject' => self::read64($read['subject'] ?? ''), 'date' => $read['date'] ?? '', 'text' => $text];
    }

    private function file(string $name): string
    {
        return preg_match(self::NAME, $name) === 1 ? "{$this->directory}/$name.eml" : throw new \InvalidArgumentException("`$name` is no name of a message");
    }

    /** One line, whatever is in it: a line break would begin another header. */
    private static function line(string $text): string
    {
        return (string) preg_replace('/[\r\n<>]+/', ' ', $text);
    }

    private static function word(string $text): string
    {
        return preg_match('/\A[A-Za-z0-9 .]*\z/', $text) === 1 ? $text : '=?UTF-8?B?' . base64_encode($text) . '?=';
    }

    private static function read64(string $word): string
    {
        return preg_match('/\A=\?UTF-8\?B\?(.*)\?=\z/', $word, $found) === 1 ? (string) base64_decode($found[1], true) : $word;
    }
}
