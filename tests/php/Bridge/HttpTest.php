<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use PHPUnit\Framework\TestCase;
use Remise\Bridge\Engine;
use Remise\Bridge\EngineExhausted;
use Remise\Bridge\EngineTrapped;
use Remise\Bridge\Http;
use Remise\Bridge\HttpAnswer;
use Remise\Bridge\TranslatedEngine;

/** What the engine is told of a request, and what becomes of its answer. */
final class HttpTest extends TestCase
{
    private const SERVER = [
        'REQUEST_METHOD' => 'POST',
        'REQUEST_URI' => '/api/save%43oupon?a.b=1&list[]=2&list[]=3&empty&plus=a+b%2B',
        'REMOTE_ADDR' => '192.0.2.1',
        'CONTENT_TYPE' => 'application/json',
        'CONTENT_LENGTH' => '2',
        'HTTP_ACCEPT_LANGUAGE' => 'pt',
        'HTTP_COOKIE' => 'session=secret',
        'HTTP_X_CSRF_TOKEN' => 'secret',
        'REDIRECT_HTTP_AUTHORIZATION' => 'Bearer key',
        'HTTP_ADMIN' => 'true',
    ];

    /** @var array<string, mixed> */
    private array $seen = [];

    public function testTheRequestIsHandedOnAsItCame(): void
    {
        $this->handle(self::SERVER, '{}');
        self::assertSame([
            'verb' => 'http',
            'method' => 'POST',
            'path' => '/api/saveCoupon',
            'query' => ['a.b' => '1', 'list[]' => '3', 'empty' => '', 'plus' => 'a b+'],
            'headers' => ['content-type' => 'application/json', 'accept-language' => 'pt', 'authorization' => 'Bearer key', 'admin' => 'true'],
            'body' => '{}',
            'remoteAddress' => '192.0.2.1',
            'admin' => false,
        ], array_map(static fn (mixed $value): mixed => is_object($value) ? (array) $value : $value, $this->seen));
    }

    public function testNothingIsReadOfABodyThatIsAnnouncedTooLong(): void
    {
        $input = $this->input('never read');
        $answer = (new Http($this->engine()))->handle(['CONTENT_LENGTH' => '1048577'] + self::SERVER, $input);
        self::assertSame([413, 0], [$answer->status, ftell($input)]);
    }

    public function testABodyThatLiesAboutItsLengthIsReadToTheLimitOnly(): void
    {
        $input = $this->input(str_repeat(' ', Http::BODY_LIMIT + 5000));
        $answer = (new Http($this->engine()))->handle(['CONTENT_LENGTH' => '1'] + self::SERVER, $input);
        self::assertSame([413, Http::BODY_LIMIT + 1], [$answer->status, ftell($input)]);
        $fault = ['fault' => 'too_long', 'path' => '$', 'message' => 'the body is longer than 1048576 bytes'];
        self::assertSame([$fault], json_decode($answer->body, true)['faults']);
    }

    public function testAFailedEngineIsA503AndALineInTheLog(): void
    {
        $log = [];
        $engine = $this->engine(static fn (): array => throw new EngineTrapped('unreachable'));
        $http = new Http($engine, static function (string $line) use (&$log): void {
            $log[] = $line;
        });
        $answer = $http->handle(self::SERVER, $this->input('{}'));
        self::assertSame([503, 'engine'], [$answer->status, json_decode($answer->body, true)['error']]);
        self::assertStringNotContainsString('unreachable', $answer->body);
        self::assertStringContainsString('unreachable', $log[0]);
    }

    public function testARequestThatIsTooMuchForThisMachineIsA413(): void
    {
        $log = [];
        $engine = $this->engine(static fn (): array => throw EngineExhausted::ofPhp(90_000_000, 5_000_000));
        $http = new Http($engine, static function (string $line) use (&$log): void {
            $log[] = $line;
        });
        $answer = $http->handle(self::SERVER, $this->input('{}'));
        $told = json_decode($answer->body, true);
        self::assertSame([413, 'body_too_large'], [$answer->status, $told['error']]);
        self::assertStringContainsString('send a smaller one', $told['message']);
        self::assertStringNotContainsString('5000000', $answer->body);
        self::assertCount(1, $log);
        self::assertStringContainsString('raise `memory_limit`', $log[0]);
    }

    public function testAMachineTooSmallForTheEngineIsNotTheRequestsFault(): void
    {
        $engine = $this->engine(static fn (): array => throw EngineExhausted::ofPhp(90_000_000, 5_000_000, false));
        self::assertSame(503, (new Http($engine, static fn () => null))->handle(self::SERVER, $this->input('{}'))->status);
    }

    public function testARequestWithoutAnythingIsStillAnswered(): void
    {
        $answer = (new Http(new TranslatedEngine()))->handle([], $this->input(''));
        self::assertSame(404, $answer->status);
    }

    public function testWhatIsNotUtf8OutsideTheBodyDoesNoHarm(): void
    {
        $server = ['REQUEST_URI' => '/api/%ff?%fe=%fd', 'HTTP_X' => "\xfc"] + self::SERVER;
        self::assertSame(404, (new Http(new TranslatedEngine()))->handle($server, $this->input('{}'))->status);
    }

    /** @param array<string, mixed> $server */
    private function handle(array $server, string $body): HttpAnswer
    {
        $engine = $this->engine(function (array $call): array {
            $this->seen = $call;

            return ['answer' => 'http', 'status' => 200, 'headers' => [], 'body' => ''];
        });

        return (new Http($engine))->handle($server, $this->input($body));
    }

    private function engine(?\Closure $answer = null): Engine
    {
        return new class ($answer ?? static fn (): array => throw new \LogicException('not asked')) implements Engine {
            public function __construct(private readonly \Closure $answer)
            {
            }

            public function call(array $call): array
            {
                return ($this->answer)($call);
            }

            public function callJson(string $call): string
            {
                throw new \LogicException('not asked');
            }
        };
    }

    /** @return resource */
    private function input(string $body)
    {
        $input = fopen('php://memory', 'r+b');
        fwrite($input, $body);
        rewind($input);

        return $input;
    }
}
