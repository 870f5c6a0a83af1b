/** The list of coupons, newest first, a page at a time. */
import { succeeded } from './api.js';
import { couponActions } from './coupon-actions.js';
import { h, live } from './dom.js';
import { problem } from './problem.js';
import { span, worth } from './texts.js';

const COLUMNS = ['Code', 'Name', 'Value', 'Environment', 'Uses', 'Applies', 'State', 'Actions'];
const CLASSES = { Uses: 'number', Applies: 'when' };

export function couponsSection({ send, engine, site }) {
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards', hidden: true },
    h('caption', { class: 'visually-hidden' }, 'Coupons, newest first'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col', class: CLASSES[name] }, name)))),
    rows);
  const status = live({ class: 'stack' });
  const more = h('button', { type: 'button', hidden: true, onclick: () => page(more.dataset.cursor) }, 'Show more');
  page();

  async function page(cursor) {
    status.replaceChildren(h('p', { class: 'loading' }, 'Loading coupons …'));
    const answer = await send('GET', `/admin/coupons${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, () => page(cursor)));
    const { coupons, cursor: next } = answer.json;
    const show = shown(await stateReader(engine));
    const added = coupons.map(show);
    rows.append(...added);
    if (cursor) added[0]?.focus();
    table.hidden = rows.children.length === 0;
    more.hidden = next === undefined;
    more.dataset.cursor = next ?? '';
    status.replaceChildren(...(table.hidden ? [empty(site)] : []));
  }

  /** Makes a coupon's row, which another one replaces when something was done with it. */
  function shown(states) {
    return function show(coupon) {
      const actions = couponActions({
        coupon,
        send,
        done(changed, deleted) {
          const next = deleted ? line.nextElementSibling ?? line.previousElementSibling : show(changed);
          if (deleted) line.remove();
          else line.replaceWith(next);
          next?.focus();
          table.hidden = rows.children.length === 0;
          const what = deleted ? 'deleted' : `switched ${changed.active === false ? 'off' : 'on'}`;
          status.replaceChildren(h('p', {}, `${coupon.code} is ${what}.`), ...(table.hidden ? [empty(site)] : []));
        },
        failed: (answer) => status.replaceChildren(problem(answer)),
      });
      const line = row(coupon, states(coupon), actions);
      return line;
    };
  }

  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Coupons'),
      h('p', { class: 'soft' }, 'Every coupon of this shop, of both environments.')),
    h('div', { class: 'card stack' }, table, status, h('div', { class: 'row' }, more)));
}

function row(coupon, state, actions) {
  const cells = [
    h('span', { class: 'code' }, coupon.code),
    coupon.name ?? h('span', { class: 'soft' }, '–'),
    worth(coupon),
    coupon.env === 'prod' ? 'Production' : 'Development',
    coupon.hasQuantity ? `${coupon.redeemed} of ${coupon.quantity}` : `${coupon.redeemed}`,
    span(coupon),
    h('span', { class: 'badge', 'data-kind': state.kind, title: state.message }, state.name),
    actions,
  ];
  return h('tr', { tabindex: '-1' }, cells.map((cell, index) =>
    h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index], class: CLASSES[COLUMNS[index]] }, cell)));
}

const STATES = {
  inactive: { name: 'Switched off', kind: 'warn' },
  not_started: { name: 'Not started', kind: 'info' },
  expired: { name: 'Expired', kind: 'warn' },
  exhausted: { name: 'Used up', kind: 'warn' },
};

/**
 * Whether a coupon can be used at all is the engine's word: it is asked about an empty cart, and what it says of window
 * and quantity is shown; what it says of that cart is not.
 */
async function stateReader(engine) {
  const remise = await engine();
  return ({ env, redeemed, ...coupon }) => {
    const answer = remise.evaluate({
      coupon: { ...coupon, conditions: [] },
      cart: { currency: coupon.currency ?? 'EUR', lines: [] },
      clock: { nowMs: Date.now(), utcOffsetMinutes: 0 },
      usage: { redeemed, redeemedByBuyer: 0 },
    });
    if (answer.answer === 'error') return { name: 'Faulty', kind: 'bad', message: answer.faults[0]?.message };
    const reason = answer.reasons?.find(({ reason }) => reason in STATES);
    return reason ? { ...STATES[reason.reason], message: reason.message } : { name: 'Active', kind: 'good' };
  };
}

function empty(site) {
  return h('div', { class: 'empty stack tight' },
    h('p', {}, h('strong', {}, 'No coupon yet.')),
    h('p', {}, site.dynamicCoupons
      ? h('a', { href: '#dynamic' }, 'Create a test coupon')
      : 'Coupons sent to this shop will stand here.'));
}
