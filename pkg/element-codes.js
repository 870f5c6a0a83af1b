/**
 * The codes of a cart that may have several: each with what it takes off, or with why it does not apply, and a button that
 * takes it out.
 *
 * @typedef {import('./types.d.ts').Priced} Priced
 * @typedef {NonNullable<Priced['coupons']>[number]} Coupon
 */
import { made } from './element-parts.js';

/**
 * @param {HTMLElement} host
 * @param {ReturnType<import('./element-words.js').words>} says
 * @param {(code: string) => void} remove
 */
export function codesList(host, says, remove) {
  const list = made('ul', 'remise-codes', { 'aria-label': says.codes });
  host.append(list);
  return {
    /** @param {Coupon[]} coupons */
    draw(coupons) {
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset.code : undefined;
      const shown = new Map([...coupons].reverse().map((coupon) => [coupon.code, coupon])); // of equals the first
      list.replaceChildren(...[...shown.values()].reverse().map((coupon) => item(coupon, says, remove)));
      list.hidden = shown.size === 0;
      if (focused !== undefined) list.querySelector(`button[data-code="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}

/** @param {Coupon} coupon */
function item(coupon, says, remove) {
  const { code } = coupon;
  const name = made('span', 'remise-code');
  name.textContent = code;
  const texts = coupon.answer === 'applied' ? [says.off(coupon.discountText)] : coupon.reasons.map(({ message }) => message);
  const words = made('div', 'remise-words');
  words.append(...texts.map((text) => Object.assign(document.createElement('p'), { textContent: text })));
  const button = made('button', 'remise-remove quiet', { type: 'button', 'aria-label': says.removeLabel(code), 'data-code': code });
  button.textContent = says.remove;
  button.addEventListener('click', () => remove(code));
  const entry = made('li', 'remise-ticket', { 'data-answer': coupon.answer });
  entry.append(name, words, button);
  return entry;
}

/**
 * What to say of an answer after a code was entered: what became of it, and which others apply no more beside it.
 *
 * @param {Priced} priced
 * @param {Coupon[]} before
 * @returns {{ newest?: Coupon, sentences: string[] }}
 */
export function entered(priced, before, says) {
  const known = new Set(before.map(({ code }) => code));
  const again = (coupon, at) => priced.coupons.findIndex(({ code }) => code === coupon.code) < at;
  const newest = priced.coupons.find(({ code }) => !known.has(code)) ?? priced.coupons.find(again);
  const applied = new Set(before.filter(({ answer }) => answer === 'applied').map(({ code }) => code));
  const lost = priced.coupons.filter((coupon) => coupon.answer === 'rejected' && coupon !== newest && applied.has(coupon.code));
  const sentences = [
    ...(newest ? toldOf(newest, priced, says) : toldOfAll(priced, says)),
    ...lost.map(({ code, reasons }) => `${code}: ${reasons.map(({ message }) => message).join(' ')}`),
  ];
  return { newest, sentences };
}

/** What to say of a cart as it is now. */
export function toldOfAll(priced, says) {
  const { coupons, discountMinor, discountText, totalText } = priced;
  if (coupons.length === 1) return toldOf(coupons[0], priced, says);
  return discountMinor === 0 ? [] : [says.together(discountText, totalText)];
}

const toldOf = (coupon, priced, says) =>
  (coupon.answer === 'applied' ? [says.applied(coupon.discountText, priced.totalText)] : coupon.reasons.map(({ message }) => message));
