/** The embedded shop, served by PHP on a free port, with data of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PUBLIC = fileURLToPath(new URL('../../../plugins/standalone/public', import.meta.url));
const PATIENCE_MS = 20_000;
/** More than one, or a request that hangs would stop the shop. */
const WORKERS = '4';

/** @typedef {{ address: string, database: string, log: () => Promise<string>, stop: () => Promise<void> }} Shop */

/** @returns {Promise<Shop>} */
export async function startShop() {
  const data = await mkdtemp(join(tmpdir(), 'remise-shop-'));
  const port = await freePort();
  const logFile = join(data, 'server.log');
  const log = await open(logFile, 'w');
  const settings = ['opcache.enable=1', 'opcache.file_update_protection=0', 'variables_order=EGPCS'];
  const server = spawn('php', [...settings.flatMap((one) => ['-d', one]), '-S', `127.0.0.1:${port}`, '-t', PUBLIC, join(PUBLIC, 'index.php')], {
    detached: true, // a process group, so that its workers end with it
    env: { ...process.env, REMISE_DATA: data, PHP_CLI_SERVER_WORKERS: WORKERS },
    stdio: ['ignore', 'ignore', log.fd],
  });
  const ended = once(server, 'exit');
  await once(server, 'spawn');
  await log.close();

  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) process.kill(-server.pid, 'SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(port, server);
  } catch (cause) {
    const said = await readFile(logFile, 'utf8');
    await stop();
    throw new Error(`${cause.message}: ${said}`);
  }
  return { address: `http://127.0.0.1:${port}`, database: join(data, 'shop.sqlite'), log: () => readFile(logFile, 'utf8'), stop };
}

/** All visitors of a file come from one address; those of the tests before have used up its tries. */
export async function forgetTries({ address, database }) {
  await fetch(address);
  execFileSync('php', ['-r', '(new PDO("sqlite:" . $argv[1]))->exec("DELETE FROM remise_bucket");', '--', database]);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(port, server) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error('`php -S` ended at once');
    if (await accepts(port)) return;
    await pause(20);
  }
  throw new Error(`the shop did not answer within ${PATIENCE_MS / 1000} s`);
}

const accepts = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false)).on('connect', () => socket.destroy());
});
