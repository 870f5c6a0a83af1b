/** A shop and a browser for the tests of one file, and a fresh visitor for each test. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { forgetTries, startShop } from './shop.mjs';

const TIMEOUT_MS = 10_000;
const TEST_TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Given
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Browser} browser
 * @property {string} address of the shop
 * @property {{ method: string, path: string }[]} requests what the page has asked for so far
 */

/**
 * What the returned function takes: a fact, what is special about the visitor, and how the fact shows. A test fails, too, when the
 * page complains in its console (of an error, a missing file or its content security policy) or throws; a complaint that belongs
 * to the fact is named in `complaint`.
 *
 * @returns {(fact: string, special: { complaint?: RegExp } & import('playwright-core').BrowserContextOptions,
 *   shows: (given: Given) => Promise<void>) => void}
 */
export function stage() {
  let shop;
  let browser;
  before(async () => {
    [shop, browser] = await Promise.all([startShop(), launch()]);
  });
  after(async () => {
    await browser?.close();
    const log = await shop?.log();
    await shop?.stop();
    assert.doesNotMatch(log ?? '', /Remise shop:|PHP (Warning|Notice|Fatal|Deprecated)/);
  });

  return (fact, { complaint, ...options }, shows) => test(fact, { timeout: TEST_TIMEOUT_MS }, async () => {
    await forgetTries(shop);
    const context = await browser.newContext({ baseURL: shop.address, viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(TIMEOUT_MS);
    try {
      const page = await context.newPage();
      const complaints = listen(page);
      await shows({ page, context, browser, address: shop.address, requests: requestsOf(page) });
      assert.deepEqual(complaints.filter((text) => !complaint?.test(text)), []);
    } finally {
      await context.close();
    }
  });
}

function listen(page) {
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('crash', () => complaints.push('the page crashed'));
  return complaints;
}

function requestsOf(page) {
  const requests = [];
  page.on('request', (request) => requests.push({ method: request.method(), path: new URL(request.url()).pathname }));
  return requests;
}
