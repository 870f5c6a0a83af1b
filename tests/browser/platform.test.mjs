/** The platform decides whether a shop can have dynamic coupons (D1), and which guide it gets (D3). */
import assert from 'node:assert/strict';
import { stage } from './support/stage.mjs';
import { openSection, signIn } from './support/visitor.mjs';

const fact = stage();

const PLATFORMS = { PrestaShop: true, Magento: true, WooCommerce: false, Shopify: false, Other: false };

for (const [platform, able] of Object.entries(PLATFORMS)) {
  fact(`dynamic coupons ${able ? 'are there for' : 'are not even shown for'} ${platform}, also after a reload (D1)`, {}, async ({ page }) => {
    await signIn(page);
    await choosePlatform(page, platform);
    const link = page.getByRole('link', { name: 'Dynamic coupons', exact: true });
    assert.equal(await link.isVisible(), able);
    await page.goto('/console/#dynamic');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.getByRole('heading', { level: 1, name: 'Dynamic coupons' }).count(), able ? 1 : 0);
    if (able) await opensGuide(page, platform);
  });
}

async function choosePlatform(page, platform) {
  await openSection(page, 'Site details');
  await page.getByLabel('E-commerce platform').selectOption({ label: platform });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
}

/** D3: the help link leads to a page about this platform. */
async function opensGuide(page, platform) {
  await page.getByRole('link', { name: `How to set up dynamic coupons in ${platform}` }).click();
  await page.getByRole('heading', { level: 1, name: `Dynamic coupons in ${platform}` }).waitFor();
}
