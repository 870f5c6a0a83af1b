/**
 * Asks the shop, and turns every way of not answering into one of a few named problems.
 *
 * @typedef {import('./types.d.ts').Priced} Priced
 * @typedef {{ problem: 'network' | 'timeout' | 'stale' | 'server' } | { problem: 'tooMany', minutes: number }} Problem
 */

const TIMEOUT_MS = 10_000;

/** 401, 403 and 419: session or token are gone; the page itself is too old. */
const STALE = new Set([401, 403, 419]);

/**
 * @param {string} endpoint
 * @param {{ method: 'POST' | 'DELETE', csrf: string, body?: object, signal: AbortSignal }} request
 * @returns {Promise<{ priced: Priced } | Problem>} rejects only when `signal` was aborted
 */
export async function askShop(endpoint, { method, csrf, body, signal }) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(endpoint, {
      method,
      headers: {
        'Accept': 'application/json',
        'X-CSRF-Token': csrf,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.any([signal, timeout]),
    });
    return await read(response);
  } catch (cause) {
    signal.throwIfAborted();
    return { problem: timeout.aborted ? 'timeout' : 'network' };
  }
}

/** @param {Response} response */
async function read(response) {
  if (response.ok) {
    const priced = decoded(await response.text());
    return priced?.answer === 'priced' ? { priced } : { problem: 'server' };
  }
  if (response.status === 429) {
    return { problem: 'tooMany', minutes: minutes(response.headers.get('Retry-After')) };
  }
  return { problem: STALE.has(response.status) ? 'stale' : 'server' };
}

/** A proxy's error page may come with status 200: that is no answer either. */
function decoded(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `Retry-After` in whole minutes; it may hold seconds or a date, and a shop may forget it. */
function minutes(retryAfter) {
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : (Date.parse(retryAfter ?? '') - Date.now()) / 1000;
  return Math.max(1, Math.ceil((seconds || 60) / 60));
}
