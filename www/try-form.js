/** The common parts of an `evaluate` call as form fields; the rest of it is left as it is. */
import { h } from './dom.js';
import { conditionsEditor } from './try-conditions.js';
import { binder } from './try-bind.js';
import { linesEditor } from './try-lines.js';

const MODALITIES = [['', 'Any'], ['retail', 'Retail'], ['wholesale', 'Wholesale']];
const LOCALES = [['', 'English'], ['fr', 'Français'], ['de', 'Deutsch'], ['pt', 'Português']];

/**
 * @param {any} call changed in place
 * @param {() => void} changed
 */
export function callForm(call, changed) {
  const bind = binder(call, changed);
  return h('form', { class: 'stack loose', onsubmit: (event) => event.preventDefault() },
    h('fieldset', { class: 'card stack' }, h('legend', {}, 'Coupon'),
      h('div', { class: 'grid' },
        bind.text('Code', ['coupon', 'code']),
        bind.choose('Kind', ['coupon', 'type'], [['VALUE', 'Amount'], ['PERCENTAGE', 'Percent']], 'VALUE'),
        bind.number('Value', ['coupon', 'value']),
        bind.choose('For buyers of', ['coupon', 'modalityType'], MODALITIES)),
      conditionsEditor(call, changed),
      h('details', {}, h('summary', {}, 'Limits and dates'),
        h('div', { class: 'grid' },
          bind.instant('Applies from', ['coupon', 'startAt']),
          bind.instant('Applies until', ['coupon', 'endAt']),
          bind.limit('Uses in all', ['coupon', 'quantity'], ['coupon', 'hasQuantity']),
          bind.limit('Uses per customer', ['coupon', 'quantityPerUser'], ['coupon', 'hasQuantityPerUser']),
          bind.whole('Used so far', ['usage', 'redeemed'], { redeemed: 0, redeemedByBuyer: 0 }),
          bind.whole('Used by this buyer', ['usage', 'redeemedByBuyer'], { redeemed: 0, redeemedByBuyer: 0 }),
          bind.instant('It is now', ['clock', 'nowMs']))),
      bind.flag('Also discounts goods on promotion', ['coupon', 'accumulateWithPromotion'])),
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

