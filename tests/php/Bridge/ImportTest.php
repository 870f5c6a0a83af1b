<?php

declare(strict_types=1);

namespace Remise\Tests\Bridge;

use Remise\Tests\Support\ImportClient;
use Remise\Tests\Support\Processes;
use Remise\Tests\Support\Store;
use Remise\Tests\Support\StoreTest;

/** Files through the real engine into SQLite: all of it or nothing, whoever dies, and every fault by its row. */
class ImportTest extends StoreTest
{
    private Store $store;
    private ImportClient $client;

    protected function setUp(): void
    {
        parent::setUp();
        $this->store = new Store($this->place());
        $this->client = new ImportClient($this->store);
    }

    protected function tearDown(): void
    {
        unset($this->store, $this->client);
        parent::tearDown();
    }

    public function testAThousandRowsInPiecesAndBackOutTheSame(): void
    {
        $id = $this->client->start()['id'];
        $read = $this->client->upload($id, self::file(1000), 8_192);
        self::assertSame(['ready', 1000, 0, 0], [$read['state'], $read['rows'], $read['applied'], $read['faults']]);
        self::assertSame(0, $this->codes(), 'nothing shows before it is applied');
        $applied = ImportClient::read($this->client->apply($id), 200);
        self::assertSame(['applied', 1000], [$applied['state'], $applied['applied']]);
        self::assertSame(1000, $this->codes());
        self::assertSame(12.5, $this->store->find('MASS7')['coupon']['value']);
        self::assertSame(200, $this->client->apply($id)->status, 'asking again changes nothing');
        $export = $this->client->export();
        $other = new ImportClient(new Store($this->place('other')));
        self::assertSame(200, $other->import($export)->status);
        self::assertSame($export, $other->export());
        self::assertSame($this->client->export(['separator' => ';']), $other->export(['separator' => ';']));
    }

    public function testDuplicatesAreToldWithTheRowOfTheFirst(): void
    {
        $this->store->save('TAKEN', ['id' => 'owner']);
        $id = $this->client->start()['id'];
        $this->client->upload($id, "code,id,value\nA-1,one,1\nB,two,1\na1,three,1\nC,two,1\ntaken,mine,1\nD,,x\n");
        self::assertSame([
            [4, 'code', 'duplicate_code', 'the code of row 2 stands here again', 2],
            [5, 'id', 'duplicate_id', 'the id of row 3 stands here again', 3],
            [6, 'code', 'code_taken', 'this code belongs to the coupon `owner`', null],
            [7, 'value', 'wrong_type', 'must be a number as `10` or `12.5`; `12,5` in a table separated by `;`', null],
        ], array_map(static fn (array $fault): array => [
            $fault['row'], $fault['column'], $fault['fault'], $fault['message'], $fault['first'] ?? null,
        ], $this->client->faults($id)));
        $refused = $this->client->apply($id);
        self::assertSame([409, 'import_faulty'], [$refused->status, json_decode($refused->body, true)['error']]);
        self::assertSame(1, $this->codes(), 'nothing was applied');
    }

    public function testAnUpdateKeepsUsesAndTheDateOfCreation(): void
    {
        $this->store->save('KEEP', ['id' => 'k', 'hasQuantity' => true, 'quantity' => 5]);
        $this->store->redeem('order-1', 'KEEP');
        self::assertSame(200, $this->client->import("code,id,value,hasQuantity,quantity\nKEPT,k,7,TRUE,3\nNEW,,1,false,\n")->status);
        $found = $this->store->find('KEPT');
        self::assertSame([7, 1, 'KEPT', 1], [$found['coupon']['value'], $found['redeemed'], $found['code'], $found['coupon']['createdAt']]);
        self::assertSame([], $this->store->find('KEEP'), 'the lone code was renamed');
        self::assertSame(['taken', 'taken', 'exhausted'], array_map(
            fn (string $key): string => $this->store->redeem($key, 'KEPT')['outcome'],
            ['order-2', 'order-3', 'order-4'],
        ));
    }

    public function testCodesOfACampaign(): void
    {
        self::assertSame(404, $this->client->send('POST', 'imports', [], '{"kind":"codes","campaign":"none"}', 'application/json')->status);
        $this->store->save('BASE', ['id' => 'summer', 'hasQuantity' => true, 'quantity' => 1]);
        $codes = ['kind' => 'codes', 'campaign' => 'summer'];
        self::assertSame(200, $this->client->import("code\r\nONE\r\nTWO\r\nBASE\r\n", $codes)->status);
        self::assertSame(['taken', 'exhausted', 'taken'], [
            $this->store->redeem('1', '0NE')['outcome'],
            $this->store->redeem('2', '0NE')['outcome'],
            $this->store->redeem('3', 'TW0')['outcome'],
        ]);
        self::assertSame("\u{feff}code\r\nBASE\r\nONE\r\nTWO\r\n", $this->client->export(['campaign' => 'summer']));
        // The rules can be saved again under any of the codes, and each keeps its own spelling.
        $this->store->save('BASE', ['id' => 'summer', 'value' => 9, 'hasQuantity' => true, 'quantity' => 2]);
        self::assertSame('saved', $this->store->save('THREE', ['id' => 'summer', 'value' => 9, 'hasQuantity' => true, 'quantity' => 2]));
        self::assertSame("\u{feff}code\r\nBASE\r\nONE\r\nTWO\r\nTHREE\r\n", $this->client->export(['campaign' => 'summer']));
        self::assertSame(['ONE', 9], [$this->store->find('0NE')['code'], $this->store->find('0NE')['coupon']['value']]);
    }

    public function testAPieceIsReadOnceHoweverOftenItIsSent(): void
    {
        $id = $this->client->start()['id'];
        $this->client->piece($id, 0, "code,value\nA,1\n\"B", false);
        self::assertSame(1, ImportClient::read($this->client->piece($id, 0, "code,value\nA,1\n\"B", false), 200)['rows']);
        self::assertSame(409, $this->client->piece($id, 5, 'x', false)->status);
        self::assertSame(409, $this->client->apply($id)->status);
        self::assertSame(2, ImportClient::read($this->client->piece($id, 17, "\"\",2\n", true), 200)['rows']);
        self::assertSame(409, $this->client->piece($id, 99, 'x', true)->status);
        self::assertSame(200, $this->client->send('DELETE', 'imports', ['id' => $id])->status);
        self::assertSame(404, $this->client->send('GET', 'imports', ['id' => $id])->status);
        self::assertSame([], $this->store->db->rows('SELECT 1 FROM remise_import_row'));
    }

    public function testWindows1252IsRead(): void
    {
        self::assertSame(200, $this->client->import("code;name;value\r\n\xC9T\xC9;Ch\xE8que \x80;12,5\r\n")->status);
        $found = $this->store->find('ÉTÉ');
        self::assertSame(['Chèque €', 12.5], [$found['coupon']['name'], $found['coupon']['value']]);
    }

    public function testAWorkerKilledWhileItReadsIsTakenUpWhereItWas(): void
    {
        $file = $this->scratch->file('mass.csv');
        file_put_contents($file, self::file(1000));
        $id = $this->client->start()['id'];
        for ($kill = 0; $kill < 3; $kill++) {
            $this->killed('upload', $id, [$file, (string) $this->client->status($id)['offset']], 250_000 + 60_000 * $kill);
        }
        $status = $this->client->status($id);
        self::assertSame(0, $this->codes());
        if ($status['state'] === 'open') {
            $this->client->upload($id, self::file(1000), 8_192, $status['offset']);
        }
        self::assertSame(1000, ImportClient::read($this->client->apply($id), 200)['applied']);
        self::assertSame(1000, $this->codes());
    }

    public function testAWorkerKilledWhileItAppliesLeavesNothing(): void
    {
        $id = $this->client->start()['id'];
        $this->client->upload($id, self::file(1000));
        // The last statement of all takes for ever, so that the worker dies with everything written and nothing committed.
        $this->store->db->run($this->slowTrigger());
        $this->killed('apply', $id, [], 2_000_000);
        self::assertSame([0, 'ready'], [$this->codes(), $this->client->status($id)['state']]);
        self::assertSame([], $this->store->db->rows('SELECT 1 FROM remise_campaign'));
        $this->store->db->run('DROP TRIGGER slow');
        self::assertSame(1000, ImportClient::read($this->client->apply($id), 200)['applied']);
        self::assertSame(1000, $this->codes());
    }

    public function testTwoImportsAtOnce(): void
    {
        $one = $this->client->start()['id'];
        $two = $this->client->start()['id'];
        $this->client->upload($one, "code,id,value\nSAME,a,1\nX,x,1\n");
        $this->client->upload($two, "code,id,value\nSAME,b,1\nY,y,1\n");
        $worker = [PHP_BINARY, __DIR__ . '/import-worker.php', $this->place(), 'apply', '{n}'];
        self::assertSame(['1', '2'], [$one, $two]);
        $said = Processes::together(3, $worker);
        $states = [$this->client->status($one)['state'], $this->client->status($two)['state']];
        sort($states);
        self::assertSame(['applied', 'ready'], $states, implode("\n", $said));
        self::assertSame(2, $this->codes(), 'all of one, and nothing of the other');
    }

    public function testOldImportsAreForgotten(): void
    {
        $id = $this->client->start()['id'];
        $this->client->upload($id, self::file(10));
        $this->store->db->run('UPDATE remise_import SET touched_ms = touched_ms - 86400001');
        $this->client->start();
        self::assertSame(404, $this->client->send('GET', 'imports', ['id' => $id])->status);
        self::assertSame([], $this->store->db->rows('SELECT 1 FROM remise_import_row'));
    }

    public function testOnlyTheBackOfficeAndHoldersOfAKey(): void
    {
        foreach (['imports', 'imports/faults', 'export'] as $path) {
            $answer = $this->client->send('GET', $path, ['id' => '1']);
            self::assertNotSame(401, $answer->status);
        }
        $http = new \Remise\Bridge\Http(new \Remise\Bridge\TranslatedEngine(new \Remise\Bridge\PortDispatcher($this->store->shop)));
        $call = ['verb' => 'http', 'method' => 'GET', 'path' => '/api/admin/export', 'headers' => (object) []];
        self::assertSame(401, $http->answer($call)->status);
        self::assertSame(200, $http->answer(['headers' => ['authorization' => 'Bearer secret']] + $call)->status);
    }

    protected function slowTrigger(): string
    {
        return "CREATE TRIGGER slow BEFORE UPDATE OF state ON remise_import WHEN NEW.state = 'applied' BEGIN "
            . 'INSERT INTO remise_setting (name, value) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) '
            . "SELECT 'never', i FROM n WHERE i < 0; END";
    }

    private function codes(): int
    {
        return (int) ($this->store->db->row('SELECT COUNT(*) AS n FROM remise_code')['n'] ?? -1);
    }

    /** @param list<string> $more */
    private function killed(string $step, string $id, array $more, int $microseconds): void
    {
        $command = [PHP_BINARY, __DIR__ . '/import-worker.php', $this->place(), $step, $id, ...$more];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
        self::assertSame("ready\n", fgets($pipes[1]));
        usleep($microseconds);
        proc_terminate($process, SIGKILL);
        fclose($pipes[1]);
        proc_close($process);
    }

    private static function file(int $rows): string
    {
        $file = "code;name;type;value;endAt;hasQuantity;quantity;conditions\n";
        for ($row = 1; $row <= $rows; $row++) {
            $file .= "MASS-$row;=Coupon $row;PERCENTAGE;12,5;2026-12-31;WAHR;1;"
                . "\"[{\"\"id\"\":\"\"cart_total\"\",\"\"operator\"\":\"\">=\"\",\"\"value\"\":20}]\"\n";
        }

        return $file;
    }
}
