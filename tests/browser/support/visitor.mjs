/** What a visitor of the shop and its owner do again and again. */

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
export async function signIn(page) {
  await page.goto('/admin');
  await page.getByLabel('Password').fill('remise');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/admin/orders');
}

/** Opens a section of the console by its name in the navigation. */
export async function openSection(page, name) {
  await page.goto('/console/');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** @returns {Promise<string>} the code of a coupon just created in the console */
export async function createCoupon(page) {
  await openSection(page, 'Dynamic coupons');
  await page.getByRole('button', { name: 'Create a test coupon' }).click();
  return page.locator('#created-code').innerText();
}

/** Puts goods in the cart, each on its own page, and ends in the cart. */
export async function fillCart(page, goods) {
  for (const [id, quantity] of Object.entries(goods)) {
    await page.goto(`/goods/${id}`);
    await page.getByLabel('Quantity').fill(String(quantity));
    await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
    await page.waitForURL('**/cart');
  }
}

/** Types as a hand does, key by key. */
export const typeCode = (page, code) => page.getByLabel('Coupon code').pressSequentially(code);

/** The coupon field, by its state. */
export const field = (page, state) => page.locator(state ? `remise-coupon[data-state="${state}"]` : 'remise-coupon');

/** What the field says. */
export const said = (page) => page.locator('.remise-status');

/** The sums the page shows, as texts. */
export async function sums(page) {
  const read = (name) => page.locator(`[data-priced="${name}"]`).first().innerText();
  return { subtotal: await read('subtotalText'), discount: await read('discountText'), total: await read('totalText') };
}
