/** Several codes in one cart: entered by keyboard, decided together, ordered together; and the console's part in it. */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { field, fillCart, openSection, said, signIn, sums } from './support/visitor.mjs';

const fact = stage();

fact('one code after the other is entered, told, removed and ordered, without leaving the keyboard', { complaint: /409/ }, async ({ page }) => {
  await fillCart(page, { 'notebook-pauta': 3, 'kettle-cisne': 1 });
  await page.getByLabel('Coupon code').focus();
  await enter(page, 'PAPER5', /Coupon applied: €5\.00 off/);
  await enter(page, 'DESK3', /Coupon applied: €14\.90 off\. New total €79\.70/);
  await enter(page, 'SHIPFREE', /Coupon applied: €5\.90 off\. New total €73\.80/);
  await enter(page, 'desk-3', /in your cart already/);
  assert.deepEqual(await codes(page), { PAPER5: '€5.00 off', DESK3: '€14.90 off', SHIPFREE: '€5.90 off' });
  assert.deepEqual(await shares(page), { PAPER5: '−€5.00', DESK3: '−€14.90', SHIPFREE: '−€5.90' });

  // One that goes with no other: what it displaces is told, and to which code it lost.
  await enter(page, 'SOLO20', /Coupon applied: €18\.74 off.*DESK3: This code cannot be combined with SOLO20\./s);
  assert.equal((await codes(page)).PAPER5, 'This code cannot be combined with SOLO20.');
  await page.reload();
  assert.equal(Object.keys(await codes(page)).length, 4);
  await page.getByRole('button', { name: 'Remove coupon SOLO20' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /Coupons applied: €25\.80 off/.test(document.querySelector('.remise-status').textContent));
  assert.equal(await page.evaluate(() => document.activeElement.name), 'code');

  // How several go together only the shop can say.
  await page.getByLabel('Quantity of Pauta notebook').fill('1');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /1 more item/.test(document.querySelector('.remise-codes').textContent));
  assert.deepEqual(await shares(page), { PAPER5: '−€5.00' });
  const { total } = await sums(page);

  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByRole('button', { name: 'Place the order' }).click();
  assert.match(await page.getByRole('alert').innerText(), /Some codes could not be used\..*SHIPFREE: 1 more item/s);
  await page.getByRole('button', { name: 'Order without what does not apply' }).click();
  await page.waitForURL('**/orders/*');
  assert.equal((await sums(page)).total, total);
  assert.deepEqual(await shares(page), { PAPER5: '−€5.00' });
});

fact('a gift comes and goes with the code and with what it asks for', {}, async ({ page }) => {
  await fillCart(page, { 'kettle-cisne': 2 });
  const gifts = page.locator('[data-gifts] li');
  assert.equal(await gifts.count(), 0);
  await page.getByLabel('Coupon code').focus();
  await page.keyboard.type('INKGIFT');
  await page.keyboard.press('Enter');
  await gifts.waitFor();
  const ink = /Atlântico ink\s+1\s?× free with INKGIFT\s+€0\.00/;
  assert.match(await gifts.innerText(), ink);
  await page.reload();
  assert.match(await gifts.innerText(), ink);
  assert.equal(await gifts.locator('img').evaluate((image) => image.naturalWidth > 0), true);
  await page.getByLabel('Quantity of Cisne kettle').fill('1');
  await page.keyboard.press('Tab');
  await gifts.waitFor({ state: 'detached' });
});

fact('how many codes go, and which win, is set in the console', {}, async ({ page }) => {
  await signIn(page);
  await save(page, '1', 'The best deal');
  await fillCart(page, { 'notebook-pauta': 3 });
  await page.getByLabel('Coupon code').focus();
  await enter(page, 'PAPER5', /Coupon applied: €5\.00 off/);
  await enter(page, 'DESK3', /Coupon applied: €14\.90 off.*PAPER5: No more than 1 code/s);
  // Kept, and carried along by what else is saved.
  assert.deepEqual(await kept(page), ['1', 'The best deal']);
  await openSection(page, 'Dynamic coupons');
  for (const action of ['Deactivate', 'Activate']) {
    await page.getByRole('button', { name: action, exact: true }).click();
    await page.getByRole('button', { name: action, exact: true }).waitFor({ state: 'detached' });
  }
  assert.deepEqual(await kept(page), ['1', 'The best deal']);
  await save(page, '', 'The first by priority');
  await page.goto('/cart');
  assert.deepEqual(await codes(page), { PAPER5: '€5.00 off', DESK3: '€14.90 off' });
  assert.deepEqual(await kept(page), ['', 'The first by priority']);
});

/** What each sample of the console shows. */
const SAMPLES = {
  'Tiers': /MORE\s+€8\.75 off/,
  'Buy 2, get 1': /PAPER3\s+€9\.00 off/,
  'Capped, free shipping': /HALF\s+€25\.90 off.*Discount on shipping\s+€5\.90/s,
  'Gift': /Gift: 1 × Pen \(1 not in the cart yet\)/,
  'Alternatives': /One of these is needed.*any_of.*below_minimum.*condition_not_met/s,
  'Several codes': /SHIPFREE.*TEN.*FIVE does not apply.*not_combinable\s+with TEN/s,
};

fact('the console’s samples show what a coupon can do, and are edited as forms', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Try a rule');
  const result = page.locator('#try-result');
  for (const [name, shows] of Object.entries(SAMPLES)) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForFunction(([source, flags]) => new RegExp(source, flags).test(document.querySelector('#try-result').innerText),
      [shows.source, shows.flags], { timeout: 3000 }).catch(async () => assert.match(await result.innerText(), shows));
  }
  await page.getByRole('button', { name: 'Tiers', exact: true }).click();
  const discounts = page.getByLabel('Discounts, as JSON');
  await discounts.fill('[{"kind": "percent"');
  await page.locator('.wrong', { hasText: 'This is not JSON yet' }).first().waitFor();
  await discounts.fill('[{"kind": "amount", "value": 3, "per": "unit"}]');
  await page.locator('#discount', { hasText: '€21.00 off' }).waitFor();
  await page.getByRole('button', { name: 'Add another coupon' }).click();
  await result.locator('[data-code="CODE2"]').waitFor();
  await page.getByRole('group', { name: 'Coupon 2' }).getByRole('button', { name: 'Remove coupon 2' }).click();
  await page.locator('#discount', { hasText: '€21.00 off' }).waitFor();
});

async function enter(page, code, told) {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  const seen = () => page.waitForFunction(([source, flags]) => new RegExp(source, flags).test(document.querySelector('.remise-status').innerText),
    [told.source, told.flags], { timeout: 3000 });
  await seen().catch(async () => assert.match(await said(page).innerText(), told));
  await field(page).locator('input[name="code"]:focus').waitFor();
}

async function save(page, maxCodes, choice) {
  await openSection(page, 'Site details');
  await page.getByLabel('Codes per cart').fill(maxCodes);
  await page.getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
}

/** What the console says of several codes in one cart, as it is loaded anew. */
async function kept(page) {
  await openSection(page, 'Site details');
  const choice = page.locator('label', { has: page.locator('input[name="choose"]:checked') });
  return [await page.getByLabel('Codes per cart').inputValue(), (await choice.innerText()).split('\n')[0]];
}

/** What the field says of each code. */
const codes = (page) => page.locator('.remise-codes > li').evaluateAll((items) =>
  Object.fromEntries(items.map((item) => [item.querySelector('.remise-code').textContent, item.querySelector('.remise-words').innerText])));

/** The rows of the codes among the sums. */
const shares = (page) => page.locator('[data-share]').evaluateAll((rows) =>
  Object.fromEntries(rows.map((row) => [row.querySelector('.code').textContent, row.querySelector('dd').textContent])));
