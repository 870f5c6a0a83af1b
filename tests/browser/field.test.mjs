/** The coupon field of the cart: by keyboard, offline, without JavaScript, and deciding a changed cart by itself. */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { field, fillCart, said, sums, typeCode } from './support/visitor.mjs';

const fact = stage();

fact('the keyboard alone applies a code and removes it', {}, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 4 });
  await tabTo(page, 'Coupon code');
  await page.keyboard.type('paper5');
  await page.keyboard.press('Enter');
  await field(page, 'applied').waitFor();
  assert.match(await said(page).innerText(), /Coupon applied: €5\.00 off/);
  // The field stays free for the next code; what was entered stands behind it.
  assert.deepEqual(await page.evaluate(() => [document.activeElement.name, document.activeElement.value]), ['code', '']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Remove coupon PAPER5');
  await page.keyboard.press('Enter');
  await field(page, 'idle').waitFor();
  assert.equal(await said(page).innerText(), 'Coupon removed.');
  assert.equal((await sums(page)).discount, '€0.00');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'code');
});

fact('a hand-made code is left as it was typed, and an empty field is not sent', {}, async ({ page, requests }) => {
  await fillCart(page, { 'notebook-pauta': 1 });
  const input = page.getByLabel('Coupon code');
  await input.focus();
  await page.keyboard.press('Enter');
  assert.match(await said(page).innerText(), /type a code/);
  await typeCode(page, 'Welcome10');
  await page.keyboard.press('Tab');
  assert.equal(await input.inputValue(), 'Welcome10');
  assert.equal(requests.filter(({ path }) => path === '/cart/coupon').length, 0);
});

fact('what is missing is told, and a changed cart is decided here with the shop’s cents', {}, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 1 });
  await typeCode(page, 'PAPER5');
  await page.keyboard.press('Enter');
  await field(page, 'lacking').waitFor();
  assert.match(await said(page).innerText(), /^€\d+\.\d\d more to use this code\.$/);

  // The shop's own answer is held back: what shows in the meantime is the browser's.
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/cart/lines', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel(/^Quantity of/).fill('4');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /€5\.00 off/.test(document.querySelector('.remise-status').textContent));
  const priced = page.waitForResponse('**/cart/lines');
  release();
  const { discountText, totalText } = await (await priced).json();
  assert.equal(discountText, '€5.00');
  await page.waitForFunction((total) => document.querySelector('[data-priced="totalText"]').textContent === total, totalText);
});

fact('without a network the code stays, and the field says so', { complaint: /ERR_FAILED|Failed to load/ }, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 4 });
  await page.getByLabel('Coupon code').focus();
  await page.route('**/cart/coupon', (route) => route.abort());
  await typeCode(page, 'PAPER5');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /cannot be reached/.test(document.querySelector('.remise-status').textContent));
  assert.equal(await page.getByLabel('Coupon code').inputValue(), 'PAPER5');
  await page.unroute('**/cart/coupon');
  await page.keyboard.press('Enter');
  await field(page, 'applied').waitFor();
});

fact('a page without JavaScript takes a code all the same', { javaScriptEnabled: false }, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 4 });
  await page.getByLabel('Coupon code').fill('PAPER5');
  await page.getByRole('button', { name: 'Apply' }).click();
  assert.match(await page.locator('[data-fallback]').innerText(), /PAPER5\s+is applied:\s+€5\.00 off/);
  await page.getByLabel('Coupon code').fill('SOLO20');
  await page.getByRole('button', { name: 'Apply' }).click();
  assert.match(await page.locator('[data-fallback]').innerText(), /PAPER5\s+This code cannot be combined with SOLO20\./);
  await page.getByRole('button', { name: 'Remove coupon SOLO20' }).click();
  assert.equal((await sums(page)).discount, '€5.00');
  await page.getByRole('button', { name: 'Remove coupon PAPER5' }).click();
  assert.equal((await sums(page)).discount, '€0.00');
});

/** A shop whose carts have one code answers with `coupon`. */
fact('on a page with one code per cart the field gives way to the code', {}, async ({ page }) => {
  const sums = { answer: 'priced', currency: 'EUR', lines: [], totalText: '€35.00', discountMinor: 500, discountText: '€5.00' };
  const coupon = { answer: 'applied', code: 'ONE', currency: 'EUR', discountMinor: 500 };
  const answers = { POST: { ...sums, coupon }, DELETE: { ...sums, discountMinor: 0, discountText: '€0.00' } };
  await page.route('**/one', (route) => route.fulfill({ json: answers[route.request().method()] }));
  await page.route('**/one-code.html', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><link rel="stylesheet" href="/pkg/element.css"><script type="module" src="/pkg/element.js"></script>
      <remise-coupon endpoint="/one" locale="en"><form><label>Coupon code <input name="code"></label><button>Apply</button></form></remise-coupon>`,
  }));
  await page.goto('/one-code.html');
  await typeCode(page, 'ONE');
  await page.keyboard.press('Enter');
  await field(page, 'applied').waitFor();
  assert.equal(await said(page).innerText(), 'Coupon applied: €5.00 off. New total €35.00.');
  assert.match(await page.locator('.remise-ticket').innerText(), /ONE\s+€5\.00 off/);
  assert.equal(await page.getByLabel('Coupon code').isVisible(), false);
  await page.getByRole('button', { name: 'Remove coupon ONE' }).click();
  await field(page, 'idle').waitFor();
  assert.equal(await page.getByLabel('Coupon code').isVisible(), true);
});

fact('another country changes the total before the order is placed', {}, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 1 });
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  const before = (await sums(page)).total;
  await page.getByLabel('Deliver to').selectOption('IT');
  await page.waitForFunction((total) => document.querySelector('[data-priced="totalText"]').textContent !== total, before);
  const { total } = await sums(page);
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL('**/orders/*');
  assert.equal((await sums(page)).total, total);
});

fact('a country chosen before the script is there counts too', {}, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 1 });
  let arrive;
  const chosen = new Promise((resolve) => { arrive = resolve; });
  await page.route('**/assets/shop.js', async (route) => {
    await chosen;
    await route.continue();
  });
  await page.goto('/checkout', { waitUntil: 'commit' });
  const before = (await sums(page)).total;
  await page.getByLabel('Deliver to').selectOption('IT');
  arrive();
  await page.waitForFunction((total) => document.querySelector('[data-priced="totalText"]').textContent !== total, before);
});

/** Presses Tab until the control with this label has the focus. */
async function tabTo(page, label) {
  const wanted = await page.getByLabel(label).getAttribute('id');
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.id) === wanted) return;
  }
  assert.fail(`"${label}" cannot be reached with the Tab key`);
}
