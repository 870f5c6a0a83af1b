/** The console as a shop owner uses it (D4 to D7), and the rules page that decides in the browser. */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { createCoupon, openSection, signIn } from './support/visitor.mjs';

const fact = stage();

fact('a created coupon is shown with its code, its value and its dates (D7)', {}, async ({ page }) => {
  await signIn(page);
  const code = await createCoupon(page);
  const result = page.locator('#test-result');
  assert.match(await result.innerText(), /201.*The shop was reached/s);
  const facts = await result.locator('dl').innerText();
  assert.match(facts, /Value\s+5\s?%/);
  assert.match(facts, /Valid from\s+.*\d{4}/);
  assert.match(facts, /Valid until\s+.*\d{4}/);
  await page.getByRole('link', { name: 'Coupons', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: code });
  assert.match(await row.innerText(), /0 of 1/);
});

/** What each way to fail must look like (D5, D6). */
const MODES = {
  '200 without a code': { shows: /200.*no code was created/s, returned: /\{/ },
  404: { shows: /404.*The server answered, but refuses.*does not exist/s, returned: /./ },
  401: { shows: /401.*The server answered, but refuses.*not allowed/s, returned: /./ },
  500: { shows: /500.*The connection or the server failed/s, returned: /./ },
  '200 with an error page': { shows: /200.*no code was created/s, returned: /<script/ },
  '200, empty': { shows: /200.*no code was created.*The answer is empty/s },
  'No answer': { shows: /none.*No answer: the connection failed.*8 seconds/s },
};

for (const [mode, { shows, returned }] of Object.entries(MODES)) {
  fact(`a shop that answers "${mode}" is explained (D5, D6)`, { complaint: /status of (404|401|500)/ }, async ({ page }) => {
    await signIn(page);
    await openSection(page, 'Dynamic coupons');
    await page.getByRole('radio', { name: mode, exact: false }).first().check();
    await page.getByText('Set. The next test request gets this answer.').waitFor();
    await page.getByRole('button', { name: 'Create a test coupon' }).click();
    await page.getByRole('heading', { name: 'Result of the request' }).waitFor({ timeout: 20_000 });
    assert.match(await page.locator('#test-result').innerText(), shows);
    assert.equal(await page.locator('#created-code').count(), 0);
    if (returned) assert.match(await page.locator('#returned-content').innerText(), returned);
    // What came back is text: nothing of it has become part of the page.
    assert.equal(await page.locator('#test-result script, #test-result iframe, #test-result h1').count(), 0);
    await page.getByRole('radio', { name: 'Works' }).check();
    await page.getByText('Set. The next test request gets this answer.').waitFor();
  });
}

fact('a rule is decided while it is edited, without a request', {}, async ({ page, requests }) => {
  await signIn(page);
  await openSection(page, 'Try a rule');
  const result = page.locator('#try-result');
  // 2 × 47,90 + 18,50 = 114,30, and the sample asks for 150.
  await result.locator('[data-answer="rejected"]').waitFor();
  assert.match(await result.innerText(), /below_minimum.*needed 15000.*missing 3570/s);
  const before = requests.length;
  await page.getByLabel('Pieces').first().fill('3');
  await result.locator('[data-answer="applied"]').waitFor();
  assert.match(await page.locator('#discount').innerText(), /10[.,]00 off/);
  await page.getByLabel('Value', { exact: true }).first().fill('12.50');
  await page.locator('#discount', { hasText: /12[.,]50/ }).waitFor();
  // Chromium asks for the icon again whenever the address changes.
  assert.deepEqual(requests.slice(before).filter(({ path }) => !path.endsWith('/icon.svg')), []);

  const link = page.url();
  await page.goto('/console/#site');
  await page.goto(link);
  await page.locator('#discount', { hasText: /12[.,]50/ }).waitFor();
});

fact('a number stays as it was typed, in the form and in the JSON', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Try a rule');
  await page.locator('#try-result [data-answer]').waitFor();
  await page.getByText('The exact call, as JSON').click();
  const text = page.locator('#call');
  const call = JSON.parse(await text.inputValue());
  const size = { id: 'attribute:size', operator: 'contains', value: 'SIZE' };
  const lines = [{ id: 'a', product: 'Tile', quantity: 1, unitPriceMinor: 1000, attributes: { size: '1.50' } }];
  const typed = JSON.stringify({ ...call, coupon: { ...call.coupon, conditions: [size] }, cart: { ...call.cart, lines } });
  await text.fill(typed.replace('"SIZE"', '1.50'));
  await page.locator('#try-result [data-answer="applied"]').waitFor();
  // Another field is edited, and the form writes the call anew.
  await page.getByLabel('Pieces').first().fill('2');
  await page.locator('#total').waitFor();
  assert.match(await text.inputValue(), /"value": 1\.50\b/);
  assert.equal(await page.getByLabel('Value', { exact: true }).nth(1).inputValue(), '1.50');
  await page.getByLabel('Value', { exact: true }).nth(1).fill('1.5');
  await page.locator('#try-result [data-answer="rejected"]').waitFor();
  await page.getByLabel('Value', { exact: true }).nth(1).fill('1.50');
  await page.locator('#try-result [data-answer="applied"]').waitFor();
  await page.reload();
  await page.locator('#try-result [data-answer="applied"]').waitFor();
});

fact('what the engine says of the coupon by itself stands beside the answer', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Try a rule');
  const findings = page.locator('#findings');
  await findings.waitFor();
  assert.match(await findings.innerText(), /Nothing stands out/);
  await page.getByText('The exact call, as JSON').click();
  const text = page.locator('#call');
  const call = JSON.parse(await text.inputValue());
  const conditions = [{ id: 'cart_total', operator: '>', value: 100 }, { id: 'cart_total', operator: '<', value: 50 }];
  await text.fill(JSON.stringify({ ...call, coupon: { ...call.coupon, conditions } }));
  await page.locator('[data-finding="never_applies"]').waitFor();
  assert.match(await findings.innerText(), /Error: This and conditions\[0\] never hold together.*conditions\[1\]/s);
  await text.fill('{');
  await findings.waitFor({ state: 'detached' });
});

fact('faults of a call are told with their path, and every reason of a refusal', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Try a rule');
  await page.locator('#try-result [data-answer]').waitFor();
  await page.getByText('The exact call, as JSON').click();
  const text = page.locator('#call');
  const call = JSON.parse(await text.inputValue());
  await text.fill(JSON.stringify({ ...call, coupon: { ...call.coupon, colour: 'red', type: 'FREE' } }));
  const result = page.locator('#try-result');
  await result.locator('[data-answer="error"]').waitFor();
  assert.deepEqual(await result.locator('.faults code').allInnerTexts(), ['$.coupon.type', '$.coupon.colour']);
  await text.fill(JSON.stringify({ ...call, coupon: { ...call.coupon, endAt: 1, modalityType: 'wholesale' } }));
  await result.locator('[data-answer="rejected"]').waitFor();
  assert.deepEqual(await result.locator('.reasons code').allInnerTexts(), ['expired', 'other_modality', 'below_minimum']);
  await text.fill('{');
  await result.locator('.faults').waitFor();
  assert.match(await result.innerText(), /not JSON/);
});

fact('a coupon is switched off and on, and deleted when nobody has used it', {}, async ({ page }) => {
  await signIn(page);
  const code = await createCoupon(page);
  await page.getByRole('link', { name: 'Coupons', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: code });
  await row.getByRole('button', { name: `Switch off ${code}` }).click();
  await row.getByRole('button', { name: 'Keep' }).click();
  assert.match(await row.innerText(), /Active/);
  await row.getByRole('button', { name: `Switch off ${code}` }).click();
  await row.getByRole('button', { name: `Switch off ${code} now` }).click();
  await page.getByText(`${code} is switched off.`).waitFor();
  assert.match(await row.innerText(), /Switched off/);
  await row.getByRole('button', { name: `Switch on ${code}` }).click();
  await page.getByText(`${code} is switched on.`).waitFor();
  assert.match(await row.innerText(), /Active/);
  await row.getByRole('button', { name: `Delete ${code}` }).click();
  await row.getByRole('button', { name: `Delete ${code} now` }).click();
  await page.getByText(`${code} is deleted.`).waitFor();
  assert.equal(await row.count(), 0);
  await page.reload();
  await page.getByRole('row').nth(1).waitFor();
  assert.equal(await row.count(), 0);
});
