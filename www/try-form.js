/** The common parts of an `evaluate` or a `combine` call as form fields; the rest of it is left as it is. */
import { h } from './dom.js';
import { binder } from './try-bind.js';
import { couponFields, MODALITIES } from './try-coupon.js';
import { linesEditor } from './try-lines.js';

const LOCALES = [['', 'English'], ['fr', 'Français'], ['de', 'Deutsch'], ['pt', 'Português']];
const CHOICES = [['priority', 'The first by priority'], ['best', 'The best deal']];

/**
 * @param {any} call changed in place
 * @param {() => void} changed
 * @param {() => void} reshaped when coupons were added or removed: it has other fields now
 */
export function callForm(call, changed, reshaped) {
  const bind = binder(call, changed);
  return h('form', { class: 'stack loose', onsubmit: (event) => event.preventDefault() },
    call.verb === 'combine' ? severalCoupons(call, bind, changed, reshaped) : couponFields(call, [], changed, { legend: 'Coupon' }),
    h('div', {}, h('button', { type: 'button', id: 'another-coupon', onclick: () => { addCoupon(call); reshaped(); } }, 'Add another coupon')),
    h('fieldset', { class: 'card stack' }, h('legend', {}, 'Cart'),
      h('div', { class: 'grid' },
        bind.text('Currency', ['cart', 'currency']),
        bind.whole('Shipping, in cents', ['cart', 'shippingMinor']),
        bind.text('Shipping country', ['cart', 'shippingCountry'])),
      linesEditor(call, changed),
      h('details', {}, h('summary', {}, 'Buyer and language'),
        h('div', { class: 'grid' },
          bind.text('Account', ['cart', 'buyer', 'id']),
          bind.list('Groups', ['cart', 'buyer', 'groups']),
          bind.whole('Orders before', ['cart', 'buyer', 'orders']),
          bind.choose('Registered for', ['cart', 'buyer', 'modality'], MODALITIES),
          bind.choose('Language', ['locale'], LOCALES)))));
}

function severalCoupons(call, bind, changed, reshaped) {
  const offers = Array.isArray(call.offers) ? call.offers : [];
  return [
    ...offers.map((_, index) => couponFields(call, ['offers', index], changed, {
      legend: `Coupon ${index + 1}`,
      remove: offers.length < 2 ? undefined : () => { offers.splice(index, 1); reshaped(); },
    })),
    h('fieldset', { class: 'card stack' }, h('legend', {}, 'Together'),
      h('div', { class: 'grid' },
        bind.whole('Codes per cart', ['maxCodes']),
        bind.choose('When they do not go together', ['choose'], CHOICES, 'priority'))),
  ];
}

/** What was asked about one coupon is asked about two. */
function addCoupon(call) {
  if (call.verb !== 'combine') {
    const { coupon, usage } = call;
    delete call.coupon;
    delete call.usage;
    call.verb = 'combine';
    call.offers = [usage === undefined ? { coupon } : { coupon, usage }];
  }
  (call.offers ??= []).push({ coupon: { code: `CODE${call.offers.length + 1}`, type: 'PERCENTAGE', value: 5 } });
}
