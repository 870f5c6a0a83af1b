/** Vouchers of a purchase, from the product to every policy (P1 to P8), as the seed tells it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { stage } from './support/stage.mjs';
import { field, fillCart, openSection, said, signIn, typeCode } from './support/visitor.mjs';

const fact = stage();
const CLARA = '3';

fact('two books of five codes bring ten vouchers, each used once: at a merchant or at the till', { acceptDownloads: true, complaint: /403/ }, async ({ page, context, address }) => {
  await pose(page, '1');
  await page.goto('/vouchers');
  await page.getByText('Your account has no access to vouchers').waitFor();
  await pose(page, CLARA);
  await page.getByRole('link', { name: 'Vouchers' }).click();
  await page.getByText('You have not bought any vouchers yet').waitFor();

  await signIn(page);
  await page.getByRole('link', { name: 'Products' }).click();
  assert.equal(await page.getByLabel('Number of voucher codes of Café voucher book').inputValue(), '5');
  const bought = await buy(page, { 'vouchers-cafe': 2 });
  await page.goto('/vouchers');
  await page.getByText('You have not bought any vouchers yet').waitFor();
  await act(page, 'Mark paid', bought);
  assert.match(await row(page, bought).innerText(), /10 made/);

  const codes = await shown(page);
  assert.equal(new Set(codes).size, 10);
  assert.deepEqual(await page.locator('.vouchers .badge').allInnerTexts(), Array(10).fill('active'));

  const [first, second, third] = codes;
  assert.deepEqual(Object.keys(await ask(address, { code: first })), ['status', 'valid_until']);
  const redeemed = await ask(address, { code: first, merchant_id: 'kiosk 7' });
  assert.deepEqual([redeemed.status, redeemed.redeemed_merchant_id], ['code_valid', 'kiosk 7']);
  assert.equal((await ask(address, { code: first, merchant_id: 'kiosk 8' })).redeemed_merchant_id, 'kiosk 7');
  assert.deepEqual(await ask(address, { code: 'CAFE-2222-22222-2222' }), { status: 'code_invalid' });
  await page.goto('/vouchers');
  const cells = await line(page, first).locator('td').allInnerTexts();
  assert.deepEqual([cells[0], cells[2]], ['used', 'kiosk 7']);
  assert.match(cells[1], /^\d{4}-\d\d-\d\d \d\d:\d\d$/);

  await fillCart(page, { 'dripper-alba': 1 });
  await typeCode(page, first);
  await page.keyboard.press('Enter');
  await field(page, 'refused').waitFor();
  assert.equal(await said(page).innerText(), 'This code cannot be used.');
  await page.getByRole('button', { name: `Remove coupon ${first}` }).click();
  await page.getByLabel('Coupon code').fill('');
  await typeCode(page, second);
  await page.keyboard.press('Enter');
  await field(page, 'applied').waitFor();
  const using = await checkout(page);
  const used = await ask(address, { code: second, merchant_id: 'kiosk 7' });
  assert.deepEqual(Object.keys(used), ['status', 'redeemed_date']);
  assert.equal(used.status, 'code_already_used');
  await page.goto('/vouchers?status=used&sort=used');
  assert.match(await line(page, second).innerText(), new RegExp(`used\\s.*order ${using}`));
  assert.equal(await page.locator('.vouchers tbody tr').count(), 2);

  // P8, as it is by default: used stays used, active stays active.
  await act(page, 'Cancel', using);
  assert.equal((await ask(address, { code: second })).status, 'code_already_used');

  await settle(page, 'the voucher', 'can be used again');
  const other = await use(page, third);
  assert.equal((await ask(address, { code: third })).status, 'code_already_used');
  await act(page, 'Cancel', other);
  assert.equal((await ask(address, { code: third })).status, 'code_valid');

  await settle(page, 'its codes', 'are blocked, unless they were used');
  await act(page, 'Cancel', bought);
  assert.match(await page.getByRole('status').first().innerText(), /8 unused vouchers of it are blocked/);
  assert.deepEqual(await ask(address, { code: third, merchant_id: 'kiosk 7' }), { status: 'code_invalid' });
  await page.goto('/vouchers?status=blocked');
  assert.equal(await page.locator('.vouchers tbody tr').count(), 8);
  assert.equal(await line(page, first).count(), 0);

  await openSection(page, 'Vouchers');
  await page.getByRole('button', { name: `History of ${third}` }).click();
  const trail = page.locator('.history li');
  await trail.nth(3).waitFor();
  assert.match((await trail.allInnerTexts()).join('\n'), /Made for.*\n.*Used by.*\n.*Given back.*\n.*Blocked: its purchase/);
  await context.clearCookies();
});

fact('vouchers are searched, sorted, saved as a table, printed, and come by mail', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
  await pose(page, CLARA);
  await signIn(page);
  const order = await buy(page, { 'vouchers-cafe': 6 });
  await act(page, 'Mark paid', order);
  const codes = await shown(page);
  assert.equal(codes.length, 25);
  await page.getByRole('link', { name: 'Next →' }).click();
  await page.getByRole('link', { name: '← Before' }).click();
  assert.deepEqual(await listed(page), codes);
  // As somebody types it: without dashes, in small letters.
  await page.getByLabel('Code begins with').fill(codes[3].slice(0, 12).toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/vouchers?q=*');
  assert.ok((await listed(page)).includes(codes[3]));
  await page.getByRole('button', { name: `Copy ${codes[3]}` }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), codes[3]);
  await page.goto('/vouchers?sort=code');
  const sorted = await listed(page);
  assert.deepEqual(sorted, [...sorted].sort());

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()]);
  const table = execFileSync('cat', [await download.path()], { encoding: 'utf8' });
  assert.equal(download.suggestedFilename(), 'vouchers.csv');
  assert.ok(codes.every((code) => table.includes(`\r\n${code},active,`)));

  await page.getByRole('link', { name: 'Print with QR codes' }).click();
  const pictures = page.getByRole('img', { name: /^QR code of/ });
  assert.equal(await pictures.count(), 24);
  assert.equal(await pictures.first().locator('svg path').count(), 1);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.topbar').isHidden());
  await page.emulateMedia({});

  await page.goto('/admin/mail');
  await page.getByRole('link', { name: 'Your 30 vouchers' }).first().click();
  assert.match(await page.locator('.letter').innerText(), new RegExp(`To clara@example.org[^]*${order}[^]*${codes[0]}`));
});

fact('a template is made and given to a product, and what cannot be is told', { complaint: /400/ }, async ({ page, address }) => {
  await signIn(page);
  await openSection(page, 'Vouchers');
  await page.getByRole('button', { name: 'Make a template' }).click();
  const form = page.locator('form.inset');
  await form.getByLabel('Id', { exact: true }).fill('mug');
  await form.getByLabel('Name', { exact: true }).fill('Five off a mug');
  await form.getByLabel('Codes look like').fill('M-####');
  await form.getByLabel('Takes off').fill('5');
  await form.getByLabel('Which is').selectOption('VALUE');
  await form.getByLabel('Currency').fill('eur');
  await form.getByLabel('Until the end of a day').check();
  await form.getByLabel('Last day').fill('2999-12-31');
  await form.getByRole('button', { name: 'Save the template' }).click();
  await form.getByText('codes of this pattern could be guessed').first().waitFor();
  await form.getByLabel('Codes look like').fill('M-####-#####-####');
  await form.getByRole('button', { name: 'Save the template' }).click();
  await page.getByText('Five off a mug is saved.').waitFor();

  await page.goto('/admin/products');
  await page.getByLabel('Number of voucher codes of Barro cups').fill('1');
  await page.getByRole('button', { name: 'Save Barro cups' }).click();
  await page.getByText('Choose a template').waitFor();
  await page.getByLabel('Number of voucher codes of Barro cups').fill('1');
  await page.getByLabel('Template of Barro cups').selectOption('Five off a mug');
  await page.getByRole('button', { name: 'Save Barro cups' }).click();
  await page.getByText('Each Barro cups that is ordered from now on brings 1 voucher code.').waitFor();
  await pose(page, CLARA);
  await act(page, 'Mark paid', await buy(page, { 'cups-barro': 1 }));
  const [code] = (await shown(page)).filter((one) => one.startsWith('M-'));
  assert.match((await ask(address, { code })).valid_until, /^2999-12-31T23:59:59/);
});

fact('thousands of codes are made behind the answers, with their progress shown', {}, async ({ page }) => {
  await pose(page, CLARA);
  await signIn(page);
  await page.goto('/admin/products');
  await page.getByLabel('Number of voucher codes of Linho tea towels').fill('400');
  await page.getByLabel('Template of Linho tea towels').selectOption('Café voucher');
  await page.getByRole('button', { name: 'Save Linho tea towels' }).click();
  const order = await buy(page, { 'towels-linho': 10 });
  await act(page, 'Mark paid', order);
  await row(page, order).getByRole('progressbar').waitFor();
  await row(page, order).getByText('4000 made').waitFor({ timeout: 45_000 });
});

/** Becomes a customer of the shop. */
async function pose(page, customer) {
  await page.goto('/');
  await Promise.all([page.waitForEvent('load'), page.getByLabel('You are').selectOption(customer)]);
}

async function buy(page, goods) {
  await fillCart(page, goods);
  return checkout(page);
}

/** @returns {Promise<string>} the order's id */
async function checkout(page) {
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL('**/orders/*');
  return page.url().split('/').at(-1);
}

const row = (page, order) => page.locator('tbody tr', { hasText: order });
const line = (page, code) => page.locator('.vouchers tbody tr', { hasText: code });
const listed = (page) => page.locator('.vouchers .code').allInnerTexts();

async function act(page, name, order) {
  await page.goto('/admin/orders');
  await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'), row(page, order).getByRole('button', { name: new RegExp(`^${name}`) }).click()]);
  await page.waitForLoadState();
}

async function shown(page) {
  await page.goto('/vouchers');
  return listed(page);
}

/** Orders something with a voucher. */
async function use(page, code) {
  await fillCart(page, { 'dripper-alba': 1 });
  await typeCode(page, code);
  await page.keyboard.press('Enter');
  await field(page, 'applied').waitFor();
  return checkout(page);
}

/** Chooses a policy in the console. */
async function settle(page, what, policy) {
  await openSection(page, 'Vouchers');
  await page.getByLabel(what, { exact: false }).last().selectOption({ label: policy });
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await page.getByText('The settings are saved.').waitFor();
}

/** Asks the redemption API. */
const ask = async (address, query) => (await fetch(`${address}/api/voucher16274?${new URLSearchParams(query)}`)).json();
