/** What can be done with a coupon of the list: switched off and on, and deleted while nobody has used it. */
import { succeeded } from './api.js';
import { h } from './dom.js';

const button = (props, name) => h('button', { type: 'button', class: 'small quiet', ...props }, name);

/**
 * @param {object} of
 * @param {any} of.coupon
 * @param {(method: string, path: string) => Promise<import('./api.js').ShopAnswer>} of.send
 * @param {(coupon: any, deleted: boolean) => void} of.done told what became of it
 * @param {(answer: import('./api.js').ShopAnswer) => void} of.failed
 */
export function couponActions({ coupon, send, done, failed }) {
  const { code, env, redeemed, active = true } = coupon;
  const box = h('div', { class: 'row' });
  const address = (action) => `/coupons/${encodeURIComponent(code)}${action}?env=${env}`;
  offer();
  return box;

  function offer() {
    box.replaceChildren(
      active
        ? button({ 'aria-label': `Switch off ${code}`, onclick: () => ask('Switch it off?', 'Switch off', 'POST', '/deactivate') }, 'Switch off')
        : button({ 'aria-label': `Switch on ${code}`, onclick: () => change('POST', '/activate') }, 'Switch on'),
      ...(redeemed === 0
        ? [button({ 'aria-label': `Delete ${code}`, onclick: () => ask('Delete it for good?', 'Delete', 'DELETE', '') }, 'Delete')]
        : []));
  }

  function ask(question, yes, method, action) {
    const keep = button({ onclick: () => { offer(); box.querySelector('button').focus(); } }, 'Keep');
    box.replaceChildren(h('span', {}, question), button({ 'aria-label': `${yes} ${code} now`, onclick: () => change(method, action) }, yes), keep);
    keep.focus();
  }

  async function change(method, action) {
    box.querySelectorAll('button').forEach((one) => one.setAttribute('aria-disabled', 'true'));
    const answer = await send(method, address(action));
    if (succeeded(answer)) return done(answer.json, method === 'DELETE');
    offer();
    failed(answer);
  }
}
