/** No serious fault of accessibility, and nothing to scroll sideways, on any page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { stage } from './support/stage.mjs';
import { fillCart, openSection, signIn } from './support/visitor.mjs';

const fact = stage();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PAGES = {
  'the shop front': (page) => page.goto('/'),
  'a product': (page) => page.goto('/goods/notebook-pauta'),
  'the cart': (page) => fillCart(page, { 'notebook-pauta': 2 }),
  'the checkout': async (page) => {
    await fillCart(page, { 'notebook-pauta': 2 });
    await page.goto('/checkout');
  },
  'a cart with several codes': cartWithCodes,
  'an order with several codes': orderWithCodes,
  'the back office with an order': async (page) => {
    await orderWithCodes(page);
    await signIn(page);
  },
  'the log-in': (page) => page.goto('/admin'),
  'the orders': signIn,
  ...Object.fromEntries(['Site details', 'Dynamic coupons', 'Coupons', 'Import and export', 'Try a rule', 'Keys', 'Attempts'].map((name) => [`the console’s ${name}`, async (page) => {
    await signIn(page);
    await openSection(page, name);
    await page.waitForFunction(() => document.querySelector('.loading') === null);
  }])),
  'a key that was just made': async (page) => {
    await signIn(page);
    await openSection(page, 'Keys');
    await page.getByLabel('Name', { exact: true }).fill('a till');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.locator('#secret output').waitFor();
  },
  'attempts that were made': async (page) => {
    await fillCart(page, { 'notebook-pauta': 1 });
    await page.getByLabel('Coupon code').fill('nosuchcode');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Remove coupon nosuchcode' }).waitFor();
    await signIn(page);
    await openSection(page, 'Attempts');
    await page.locator('.cards tbody tr').first().waitFor();
  },
  'a guide': async (page) => {
    await signIn(page);
    await page.goto('/console/docs/dynamic-coupons-magento.html');
  },
};

/** One that applies, one that lacks something, one that nobody knows. */
async function cartWithCodes(page) {
  await fillCart(page, { 'notebook-pauta': 3 });
  for (const code of ['PAPER5', 'SHIPFREE', 'CAFE20', 'nosuchcode']) {
    await page.getByLabel('Coupon code').fill(code);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: `Remove coupon ${code}` }).waitFor();
  }
}

async function orderWithCodes(page) {
  await cartWithCodes(page);
  for (const code of ['CAFE20', 'nosuchcode']) {
    await page.getByRole('button', { name: `Remove coupon ${code}` }).click();
    await page.getByRole('button', { name: `Remove coupon ${code}` }).waitFor({ state: 'detached' });
  }
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL('**/orders/*');
}

for (const [name, open] of Object.entries(PAGES)) {
  // axe comes in as a script of the test's own, which the pages' policy would refuse.
  fact(`${name} can be used by everybody`, { bypassCSP: true }, async ({ page }) => {
    await open(page);
    await page.addScriptTag({ content: AXE });
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]), []);
  });

  fact(`${name} fits a narrow screen`, { viewport: { width: 360, height: 740 } }, async ({ page }) => {
    await open(page);
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= screen, `${content} px of content on ${screen} px of screen`);
  });
}
