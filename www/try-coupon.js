/** One coupon of a call as form fields, wherever it stands in it. */
import { h } from './dom.js';
import { binder, get } from './try-bind.js';
import { conditionsEditor } from './try-conditions.js';

export const MODALITIES = [['', 'Any'], ['retail', 'Retail'], ['wholesale', 'Wholesale']];
const NONE_USED = { redeemed: 0, redeemedByBuyer: 0 };

/**
 * @param {any} call changed in place
 * @param {Array<string | number>} above the path of what holds the coupon and its usage
 * @param {() => void} changed
 * @param {{ legend: string, remove?: () => void }} look
 */
export function couponFields(call, above, changed, { legend, remove }) {
  const bind = binder(call, changed);
  const at = (name) => [...above, 'coupon', name];
  const usage = (name) => [...above, 'usage', name];
  const hasMore = get(call, at('discounts')) !== undefined || get(call, at('stacking')) !== undefined;
  return h('fieldset', { class: 'card stack' }, h('legend', {}, legend),
    h('div', { class: 'grid' },
      bind.text('Code', at('code')),
      bind.choose('Kind', at('type'), [['VALUE', 'Amount'], ['PERCENTAGE', 'Percent']], 'VALUE'),
      bind.number('Value', at('value')),
      bind.choose('For buyers of', at('modalityType'), MODALITIES)),
    conditionsEditor(call, [...above, 'coupon'], changed),
    h('details', { open: hasMore }, h('summary', {}, 'Discounts and stacking'),
      h('div', { class: 'stack' },
        bind.json('Discounts, as JSON', at('discounts'), 'Tiers, buy X get Y, caps, gifts, free shipping; in place of kind and value'),
        bind.json('Stacking, as JSON', at('stacking'), 'Priority, lane, class; whether it goes with others'))),
    h('details', {}, h('summary', {}, 'Limits and dates'),
      h('div', { class: 'grid' },
        bind.instant('Applies from', at('startAt')),
        bind.instant('Applies until', at('endAt')),
        bind.limit('Uses in all', at('quantity'), at('hasQuantity')),
        bind.limit('Uses per customer', at('quantityPerUser'), at('hasQuantityPerUser')),
        bind.whole('Used so far', usage('redeemed'), NONE_USED),
        bind.whole('Used by this buyer', usage('redeemedByBuyer'), NONE_USED),
        bind.instant('It is now', ['clock', 'nowMs']))),
    bind.flag('Also discounts goods on promotion', at('accumulateWithPromotion')),
    remove && h('div', {}, h('button', { type: 'button', class: 'quiet', onclick: remove }, `Remove ${legend.toLowerCase()}`)));
}
