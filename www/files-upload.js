/**
 * Sends a file in pieces and goes on where it was. What the bytes mean is the engine's to say: here they are only cut, behind a
 * line feed, which is one in every encoding.
 */
import { succeeded } from './api.js';

const PIECE = 65_536;
const LINE_FEED = 10;
/** Applying 100,000 rows takes some seconds. */
export const PATIENCE_MS = 60_000;

export const query = (values) => `?${new URLSearchParams(values)}`;

/**
 * @param {(import: any) => void} progress is told of every piece
 * @returns {Promise<import('./api.js').ShopAnswer>} the last answer, or the first that is no success
 */
export async function upload(send, file, wanted, progress) {
  const started = await resumed(send, file, wanted) ?? await begun(send, file, wanted);
  let answer = started;
  while (succeeded(answer) && answer.json.state === 'open') {
    progress(answer.json);
    const { id, offset } = answer.json;
    const piece = await cut(file, offset);
    const last = offset + piece.size >= file.size;
    answer = await send('PUT', `/admin/imports${query({ id, offset, ...(last && { last }) })}`, piece, PATIENCE_MS);
  }
  return answer;
}

async function cut(file, offset) {
  const piece = file.slice(offset, offset + PIECE);
  if (offset + piece.size >= file.size) return piece.slice(0, piece.size, 'text/csv');
  const end = new Uint8Array(await piece.arrayBuffer()).lastIndexOf(LINE_FEED) + 1;
  return piece.slice(0, end || piece.size, 'text/csv');
}

/** An import of the same file that was left before it was applied; perhaps the page was closed. */
async function resumed(send, file, wanted) {
  const id = localStorage.getItem(name(file, wanted));
  if (id === null) return undefined;
  const answer = await send('GET', `/admin/imports${query({ id })}`);
  return succeeded(answer) && answer.json.state !== 'applied' ? answer : undefined;
}

async function begun(send, file, wanted) {
  const answer = await send('POST', '/admin/imports', wanted);
  if (succeeded(answer)) localStorage.setItem(name(file, wanted), answer.json.id);
  return answer;
}

export const forget = (file, wanted) => localStorage.removeItem(name(file, wanted));

const name = (file, wanted) => `remise-import ${JSON.stringify([file.name, file.size, file.lastModified, wanted])}`;
