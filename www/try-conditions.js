/** The coupon's conditions, one row each. */
import { h, select } from './dom.js';
import { numeral } from './try-bind.js';
import { rows } from './try-rows.js';

const FACTS = ['cart_total', 'item_count', 'weekday', 'hour', 'customer', 'shipping_country', 'payment_currency', 'first_order',
  'product', 'category', 'brand', 'attribute:colour', 'customer_group'];
const OPERATORS = ['>=', '>', '<=', '<', '=', '!=', 'contains'];

export function conditionsEditor(call, changed) {
  return rows({
    title: 'Conditions, all of which must hold',
    one: 'condition',
    list: () => call.coupon?.conditions ?? [],
    add: () => ((call.coupon ??= {}).conditions ??= []).push({ id: 'cart_total', operator: '>=', value: 50 }),
    changed,
    row(condition, redraw) {
      const facts = FACTS.includes(condition.id) ? FACTS : [...FACTS, condition.id];
      const choose = (name, options, label) => select({
        'aria-label': label,
        onchange: ({ target }) => {
          condition[name] = target.value;
          redraw();
        },
      }, options.map((option) => [option, option]), condition[name]);
      return [
        choose('id', facts, 'Fact'),
        choose('operator', OPERATORS, 'Operator'),
        h('input', {
          'aria-label': 'Value',
          autocomplete: 'off',
          value: shown(condition.value),
          oninput: ({ target }) => {
            condition.value = read(target.value);
            redraw();
          },
        }),
      ];
    },
  });
}

const shown = (value) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** `true`, `12.5`, `DE` or `DE, AT`: what the text looks like is what it is. */
function read(text) {
  if (text.includes(',')) return text.split(',').map((part) => numeral(part)).filter((part) => part !== undefined);
  if (text.trim() === 'true' || text.trim() === 'false') return text.trim() === 'true';
  return numeral(text) ?? '';
}
