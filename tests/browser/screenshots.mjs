/** The two pictures of README.md: `node tests/browser/screenshots.mjs`, after `cargo xtask build`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './support/chromium.mjs';
import { startShop } from './support/shop.mjs';
import { createCoupon, fillCart, signIn, typeCode } from './support/visitor.mjs';

const FOLDER = fileURLToPath(new URL('../../docs/', import.meta.url));

const [shop, browser] = await Promise.all([startShop(), launch()]);
try {
  await mkdir(FOLDER, { recursive: true });
  const context = await browser.newContext({ baseURL: shop.address, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await signIn(page);
  const code = await createCoupon(page);
  await page.locator('#test-result').scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${FOLDER}console.png` });
  await fillCart(page, { 'dripper-alba': 2, 'notebook-pauta': 1 });
  await typeCode(page, code);
  await page.getByRole('button', { name: `Remove coupon ${code}` }).waitFor();
  await typeCode(page, 'SHIPFREE');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove coupon SHIPFREE' }).waitFor();
  await page.screenshot({ path: `${FOLDER}shop.png` });
} finally {
  await browser.close();
  await shop.stop();
}
