/** Keys are made, shown once, replaced and revoked; attempts are seen. All of it goes by keyboard. */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { fillCart, openSection, signIn } from './support/visitor.mjs';

const fact = stage();

const opens = async (address, key) =>
  (await fetch(`${address}/api/coupons`, { headers: { authorization: `Bearer ${key}` } })).status === 200;

/** Goes on with the keyboard until the control of this name has the focus. */
async function tabTo(page, name) {
  for (let steps = 0; steps < 60; steps += 1) {
    const focus = page.locator(':focus');
    const called = await focus.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent);
    if (called === name) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${name} is not reached by keyboard`);
}

fact('a key is made, shown once, replaced and revoked, by keyboard', {}, async ({ page, address }) => {
  await signIn(page);
  await openSection(page, 'Keys');
  await page.getByLabel('Name', { exact: true }).fill('till 7');
  await page.keyboard.press('Enter');
  const secret = page.locator('#secret output');
  await secret.waitFor();
  const first = await secret.innerText();
  assert.match(first, /^remise_private_[0-9a-f]{64}$/);
  assert.ok(await secret.evaluate((element) => element === document.activeElement), 'the key has the focus');
  assert.ok(await opens(address, first));

  const row = page.getByRole('row').filter({ hasText: 'till 7' });
  await row.getByText('never').or(row.getByText('In use')).first().waitFor();
  await row.getByRole('button', { name: 'Replace till 7' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Replace till 7 now');
  await page.keyboard.press('Enter');
  await page.getByText('The one before still opens the same').waitFor();
  const second = await secret.innerText();
  assert.notEqual(first, second);
  assert.ok(await opens(address, first) && await opens(address, second));
  await row.getByText('Old one until').waitFor();

  await page.reload();
  await row.waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /remise_private_/, 'shown once');
  await row.getByRole('button', { name: 'Revoke till 7' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator(':focus').innerText(), 'Keep', 'a second Enter revokes nothing');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('till 7 is revoked.').waitFor();
  assert.match(await row.innerText(), /Revoked/);
  assert.ok(!await opens(address, first) && !await opens(address, second));
});

fact('an integrator’s token needs its id for this shop', {}, async ({ page, address }) => {
  await signIn(page);
  await openSection(page, 'Keys');
  await page.getByLabel('Name', { exact: true }).fill('mailer <b>&amp;</b>');
  await page.getByRole('radio', { name: 'An integrator’s' }).check();
  await page.getByRole('button', { name: 'Make a key' }).click();
  assert.equal(await page.locator('#secret output').count(), 0, 'without the id nothing is sent');
  await page.getByLabel('Its id for this shop').fill('shop 12');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const token = await page.locator('#secret output').innerText();
  await page.getByRole('row').filter({ hasText: 'mailer <b>&amp;</b>' }).waitFor();
  const headers = { 'integration-token': token, 'organization-external-id': 'shop 12' };
  assert.equal((await fetch(`${address}/api/coupons`, { headers })).status, 200);
});

fact('wrong codes are seen, masked, and the shopper is told to wait', { complaint: /status of 429/ }, async ({ page, context }) => {
  const shopper = await context.newPage();
  await fillCart(shopper, { 'notebook-pauta': 1 });
  for (let time = 0; time < 6; time += 1) {
    await shopper.getByLabel('Coupon code').fill(`GUESSED-${time}`);
    const answered = shopper.waitForResponse('**/cart/coupon');
    await shopper.getByRole('button', { name: 'Apply' }).click();
    assert.equal((await answered).status(), time < 5 ? 200 : 429);
  }
  assert.match(await shopper.locator('.remise-status').innerText(), /minute/);

  await signIn(page);
  await openSection(page, 'Attempts');
  const rows = page.locator('.cards tbody tr');
  await rows.nth(1).waitFor();
  const [held, wrong] = await rows.allInnerTexts();
  assert.match(held, /GU•••••••\s+1\s+Held back/);
  assert.match(wrong, /GU•••••••\s+5\s+Wrong/);
  assert.doesNotMatch(held + wrong, /GUESSED|127\.0\.0\.1/);
});

fact('the shop says how many wrong codes it stands', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Site details');
  await page.getByLabel('Wrong codes in a row').fill('7');
  await page.getByRole('button', { name: 'Save site details' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('link', { name: 'Dynamic coupons', exact: true }).click();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.getByRole('link', { name: 'Attempts', exact: true }).click();
  await page.getByText('After 7 wrong codes in a row').waitFor();
});
