/**
 * Spares clicks on pages that work without it: changed quantities are sent at once, and the totals follow the coupon and the country.
 * It puts texts where they belong; what they say is the engine's.
 */
import '/pkg/element.js';

document.documentElement.classList.add('scripted');

for (const form of document.querySelectorAll('form[data-auto]')) {
  form.elements.back.value = location.pathname.startsWith('/checkout') ? '/cart' : location.pathname + location.search;
  form.addEventListener('change', () => form.requestSubmit());
}

const coupon = document.querySelector('remise-coupon');
const lines = document.querySelector('[data-lines]');
if (coupon && lines) watch(coupon, lines);

const checkout = document.querySelector('form[action="/checkout"]');
if (checkout) followCountry(checkout.elements);

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  const [label] = button.childNodes;
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(button.dataset.copy).then(() => true, () => false);
    label.textContent = done ? 'Copied' : 'Not copied';
    setTimeout(() => { label.textContent = 'Copy'; }, 2000);
  });
}

const print = document.querySelector('[data-print]');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}

document.querySelectorAll('[data-job]').forEach(followJob);

/** Voucher codes that are being made: every question is also a turn of making some. */
async function followJob(cell) {
  const [bar, words] = cell.children;
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    const response = await fetch(`/admin/vouchers/${cell.dataset.job}`, { headers: { accept: 'application/json' } }).catch(() => undefined);
    if (!response) continue;
    const job = response.ok ? await response.json() : undefined;
    if (job?.state !== 'waiting') return location.reload();
    bar.max = Math.max(1, job.wanted);
    bar.value = job.made;
    words.textContent = `${job.made} of ${job.wanted}`;
  }
}

function watch(coupon, lines) {
  let cart = JSON.parse(coupon.dataset.cart);
  let latest = 0;

  coupon.addEventListener('remise-priced', ({ detail }) => show(detail));
  lines.addEventListener('change', ({ target }) => {
    if (target.name === 'quantity' && target.reportValidity() && target.value !== '') change(target.form, target.valueAsNumber);
  });
  lines.addEventListener('submit', (event) => {
    event.preventDefault();
    const { quantity } = event.target.elements;
    change(event.target, Number(quantity.value));
  });

  async function change(form, quantity) {
    const line = form.elements.line.value;
    if (quantity === 0 && cart.lines.length === 1) return form.submit();
    cart = { ...cart, lines: cart.lines.flatMap((one) => (one.id !== line ? [one] : quantity === 0 ? [] : [{ ...one, quantity }])) };
    coupon.cart = cart; // the coupon is decided again here, at once
    const turn = ++latest;
    const row = form.closest('[data-line-id]');
    row.dataset.busy = '';
    const priced = await send('/cart/lines', form.elements.csrf.value, { line, quantity });
    if (!priced) return location.reload();
    if (quantity === 0) row.remove();
    delete row.dataset.busy;
    if (turn !== latest) return;
    coupon.priced = priced;
    show(priced);
  }

  function show(priced) {
    for (const line of priced.lines) {
      const row = lines.querySelector(`[data-line-id="${CSS.escape(line.id)}"]`);
      if (!row) continue;
      row.querySelector('[data-line="totalText"]').textContent = line.totalText;
      row.querySelector('[data-line="discountText"]').textContent = line.discountText;
      row.querySelector('[data-line="discount"]').hidden = line.discountMinor === 0;
    }
    showGifts(priced.gifts);
    showSums(priced);
    const items = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    document.querySelector('[data-items]').textContent = String(items);
  }
}

/** What the codes add for nothing stands below the lines. */
function showGifts(gifts) {
  const blank = document.querySelector('template[data-gift]');
  const list = document.querySelector('[data-gifts]');
  list.hidden = gifts.length === 0;
  list.replaceChildren(...gifts.map((gift) => {
    const row = blank.content.cloneNode(true);
    for (const place of row.querySelectorAll('[data-gift-of]')) place.textContent = gift[place.dataset.giftOf];
    row.querySelector('.thumb').hidden = gift.image === undefined;
    if (gift.image !== undefined) row.querySelector('img').src = gift.image;
    return row;
  }));
}

/**
 * The shop takes no other total than the one sent with the form, so the two change together. A country may have been chosen
 * before this script was there, or kept by a browser that came back to the page.
 */
function followCountry({ country, csrf, totalMinor }) {
  let latest = 0;
  country.addEventListener('change', follow);
  if (!country.selectedOptions[0].defaultSelected) follow();

  async function follow() {
    const turn = ++latest;
    const priced = await send('/cart/country', csrf.value, { country: country.value });
    if (!priced || turn !== latest) return;
    const goods = document.querySelector('[data-priced="subtotalText"]').textContent;
    if (goods !== priced.subtotalText) return location.assign('/checkout'); // the cart was changed in another tab
    totalMinor.value = priced.totalMinor;
    showSums(priced);
  }
}

function showSums(priced) {
  for (const place of document.querySelectorAll('[data-priced]')) say(place, priced[place.dataset.priced]);
  const shares = priced.coupons.filter(({ answer }) => answer === 'applied');
  for (const place of document.querySelectorAll('[data-together]')) {
    place.hidden = shares.length < 2;
    while (place.previousElementSibling.matches('[data-share]')) place.previousElementSibling.remove();
    place.before(...shares.map(share));
  }
}

/** The row of a code among the sums. */
function share({ code, discountText }) {
  const [row, name, amount, shown] = ['div', 'dt', 'dd', 'span'].map((tag) => document.createElement(tag));
  row.className = 'off';
  row.dataset.share = '';
  shown.className = 'code small';
  shown.textContent = code;
  name.append('Coupon ', shown);
  amount.textContent = `−${discountText}`;
  row.append(name, amount);
  return row;
}

/** Only a text that changes is read out. */
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** @returns the shop's `Priced`; nothing when the page is out of date or the shop cannot answer */
async function send(path, csrf, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': csrf },
      body: JSON.stringify(body),
    });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
