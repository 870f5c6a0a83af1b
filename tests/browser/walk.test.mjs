/** From the console to an order, as the acceptance has it. */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { createCoupon, field, fillCart, said, signIn, sums, typeCode } from './support/visitor.mjs';

const fact = stage();

/** The letters of codes, without look-alikes. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const GOODS = { 'dripper-alba': 2, 'notebook-pauta': 1 };

fact('a test coupon takes its 5 % off one order, and of no other', CLIPBOARD, async ({ page, requests }) => {
  await signIn(page);
  const code = await createCoupon(page);
  assert.match(code, new RegExp(`^[${ALPHABET}]{4}-[${ALPHABET}]{5}-[${ALPHABET}]{4}$`));
  await page.getByRole('button', { name: 'Copy the code' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);

  await fillCart(page, GOODS);
  assert.deepEqual(await sums(page), { subtotal: '€62.90', discount: '€0.00', total: '€68.80' });

  await typeCode(page, mistyped(code));
  await field(page, 'refused').waitFor();
  assert.match(await said(page).innerText(), /typing mistake/);
  await page.keyboard.press('Enter');
  assert.equal(await page.getByLabel('Coupon code').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(asked(requests), []);

  await page.getByLabel('Coupon code').fill('');
  const answering = page.waitForResponse('**/cart/coupon');
  await page.getByLabel('Coupon code').focus();
  await page.keyboard.press('Control+V');
  const priced = await (await answering).json();
  await field(page, 'applied').waitFor();
  assert.deepEqual(asked(requests), ['POST /cart/coupon']);
  // 5 % of 62.90 is 3.145; half a cent goes up.
  assert.deepEqual([priced.discountMinor, priced.totalMinor], [315, 6565]);
  const shown = { subtotal: '€62.90', discount: '€3.15', total: '€65.65' };
  assert.deepEqual({ subtotal: priced.subtotalText, discount: priced.discountText, total: priced.totalText }, shown);
  assert.deepEqual(await sums(page), shown);
  assert.match(await page.locator('.remise-codes').innerText(), new RegExp(`${code}\\s+€3\\.15 off`));
  assert.equal(await said(page).innerText(), 'Coupon applied: €3.15 off. New total €65.65.');

  await order(page, 'ann@example.org');
  assert.deepEqual(await sums(page), shown);
  assert.equal(await page.locator('[data-share] .code').innerText(), code);
  const shares = await page.locator('.order-lines td.off').allInnerTexts();
  assert.equal(shares.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0), 315);

  await fillCart(page, GOODS);
  await typeCode(page, code);
  // No code of its pattern is live any more, so the field cannot know it and waits to be told.
  await page.keyboard.press('Enter');
  await field(page, 'refused').waitFor();
  assert.equal(await said(page).innerText(), 'This code cannot be used.');
  assert.deepEqual(await sums(page), { subtotal: '€62.90', discount: '€0.00', total: '€68.80' });
});

fact('of two carts with one code, the second to order is told, keeps its cart, and may order without', { complaint: /409/ }, async ({ page, browser, address }) => {
  await signIn(page);
  const code = await createCoupon(page);
  const other = await (await browser.newContext({ baseURL: address })).newPage();
  for (const buyer of [page, other]) {
    await fillCart(buyer, GOODS);
    await typeCode(buyer, code);
    await field(buyer, 'applied').waitFor();
  }
  await order(other, 'bea@example.org');
  await other.context().close();

  await page.goto('/cart');
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByRole('button', { name: 'Place the order' }).click();
  assert.match(await page.getByRole('alert').innerText(), /The coupon could not be used\..*Nothing was ordered/s);
  await page.getByRole('button', { name: 'Order without what does not apply' }).click();
  await page.waitForURL('**/orders/*');
  assert.equal((await sums(page)).total, '€68.80');
});

async function order(page, email) {
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL('**/orders/*');
}

/** The code with its sixth symbol, one in the middle, replaced by the next of the alphabet. */
function mistyped(code) {
  const at = 6;
  const next = ALPHABET[(ALPHABET.indexOf(code[at]) + 1) % ALPHABET.length];
  return code.slice(0, at) + next + code.slice(at + 1);
}

/** What was asked about coupons. */
const asked = (requests) => requests.filter(({ path }) => path.startsWith('/cart/coupon')).map(({ method, path }) => `${method} ${path}`);
