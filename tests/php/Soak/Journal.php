<?php

declare(strict_types=1);

namespace Remise\Tests\Soak;

/** What one worker has begun and what it was answered, a line each; what is in it was said before the worker went on, even if it was killed. */
final class Journal
{
    private readonly string $file;

    public function __construct(string $directory, int $worker)
    {
        $this->file = "$directory/worker-$worker";
    }

    /** The call to go on with: one that was begun and not answered is sent again. */
    public function next(): int
    {
        $last = $this->lines()[count($this->lines()) - 1] ?? null;

        return $last === null ? 0 : $last['number'] + (isset($last['answer']) ? 1 : 0);
    }

    public function begin(int $number): void
    {
        $this->write(['number' => $number]);
    }

    public function failed(int $number, string $message): void
    {
        $this->write(['number' => $number, 'failed' => $message]);
    }

    /** @param string $answer what kind it was */
    public function answered(int $number, string $answer): void
    {
        $this->write(['number' => $number, 'answer' => $answer]);
    }

    /** @return list<array{number: int, answer?: string, failed?: string}> */
    public function lines(): array
    {
        // A line that was cut off by a kill says nothing.
        $lines = explode("\n", is_file($this->file) ? (string) file_get_contents($this->file) : '');

        return array_values(array_filter(array_map(static fn (string $line): mixed => json_decode($line, true), $lines), is_array(...)));
    }

    /** @param array<string, int|string> $line */
    private function write(array $line): void
    {
        file_put_contents($this->file, json_encode($line, JSON_THROW_ON_ERROR) . "\n", FILE_APPEND);
    }
}
