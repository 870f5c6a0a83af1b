/**
 * Requests to the shop. Whatever happens becomes an answer to look at; nothing is thrown.
 *
 * @typedef {object} ShopAnswer
 * @property {number} status 0 when there was no answer
 * @property {'timeout' | 'network'} [silent] why there was none
 * @property {string} type content type, without parameters
 * @property {string} text the body as it came
 * @property {Blob} [bytes] the same, undecoded
 * @property {(name: string) => string | undefined} [header]
 * @property {any} [json] the body, where it is JSON
 * @property {number} ms how long it took
 */

const TIMEOUT_MS = 8000;

/** @param {{ api: string, csrf: string }} config */
export function shopApi({ api, csrf }) {
  /** @returns {Promise<ShopAnswer>} */
  return function send(method, path, body, patience = TIMEOUT_MS) {
    const url = path.startsWith('/') ? api.replace(/\/$/, '') + path : path; // an absolute address is taken as it is
    const headers = { Accept: 'application/json' };
    if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
    const isFile = body instanceof Blob;
    if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
    return ask(url, { method, headers, body: body === undefined || isFile ? body : JSON.stringify(body) }, patience);
  };
}

/** @returns {Promise<ShopAnswer>} */
export async function ask(url, init = {}, patience = TIMEOUT_MS) {
  const signal = AbortSignal.timeout(patience);
  const began = performance.now();
  const ms = () => Math.round(performance.now() - began);
  try {
    const response = await fetch(url, { cache: 'no-store', ...init, signal });
    const bytes = await response.blob();
    const text = await bytes.text();
    const header = (name) => response.headers.get(name) ?? undefined;
    const type = (response.headers.get('Content-Type') ?? '').split(';')[0].trim();
    return { status: response.status, type, text, bytes, header, json: decoded(text), ms: ms() };
  } catch {
    return { status: 0, silent: signal.aborted ? 'timeout' : 'network', type: '', text: '', ms: ms() };
  }
}

function decoded(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const succeeded = (answer) => answer.status >= 200 && answer.status < 300 && answer.json !== undefined;
