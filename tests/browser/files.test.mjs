/** A file goes in, its faults are shown by row, it is applied as a whole, and it comes out again. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { stage } from './support/stage.mjs';
import { openSection, signIn } from './support/visitor.mjs';

const fact = stage();

const file = (text, name = 'coupons.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });

async function check(page, text) {
  await page.getByLabel('File').setInputFiles(file(text));
  await page.getByRole('button', { name: 'Check the file' }).press('Enter');
  await page.getByText(/rows? read/).waitFor();
}

fact('a small file is checked, applied and exported', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Import and export');
  await check(page, 'code;name;type;value\r\nFILE-1;\xC9t\xE9;PERCENTAGE;12,5\r\nFILE-2;=SUM(1);VALUE;3\r\n');
  assert.match(await page.getByRole('status').first().innerText(), /2 rows read, no fault found.*Windows-1252/s);
  await page.getByRole('button', { name: 'Apply 2 rows' }).press('Enter');
  await page.getByText('2 coupons applied.').waitFor();
  await page.getByLabel('Separator').selectOption(';');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export', exact: true }).click()]);
  assert.equal(download.suggestedFilename(), 'coupons.csv');
  const saved = await readFile(await download.path(), 'utf8');
  assert.match(saved, /^\u{feff}id;code;name;/u);
  assert.match(saved, /\r\nFILE-1;FILE-1;Été;PERCENTAGE;"12,5";/);
  assert.match(saved, /\r\nFILE-2;FILE-2;'=SUM\(1\);/);
  await page.getByRole('link', { name: 'Coupons', exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'FILE-1' }).waitFor();
});

fact('codes that can be guessed are told before they are applied', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Import and export');
  await check(page, 'code,value,hasQuantity,quantity,availableQuantity\nXYZ,5,true,1,1\nK7Q2-M9XW-4TRV,5,true,1,1\n');
  assert.match(await page.getByRole('status').first().innerText(), /2 rows read, no fault found.*1 code can be guessed/s);
  await page.getByRole('button', { name: 'Apply 2 rows' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
});

fact('faults are shown by row and column, and nothing is applied', {}, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Import and export');
  await check(page, 'code,value\nTWICE,1\ntw1ce,2\n,3\nBAD,ten\n');
  const rows = page.locator('.fault-table tbody tr');
  await rows.nth(2).waitFor();
  assert.deepEqual(await rows.allInnerTexts().then((all) => all.map((text) => text.split(/\s+/).slice(0, 2))), [['3', 'code'], ['4', 'code'], ['5', 'value']]);
  assert.equal(await page.getByRole('button', { name: /^Apply/ }).count(), 0);
  await page.getByRole('button', { name: 'Discard' }).click();
  await rows.first().waitFor({ state: 'detached' });
});

fact('a header that is not understood is told with the columns there are', { complaint: /status of 400/ }, async ({ page }) => {
  await signIn(page);
  await openSection(page, 'Import and export');
  await page.getByLabel('File').setInputFiles(file('code,colour\nA,red\n'));
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('there is no column `colour`').first().waitFor();
});
