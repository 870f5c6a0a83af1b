/** A coupon's conditions: a row for each comparison, JSON for a group or for what has more to it. */
import { h, select } from './dom.js';
import { binder, get, numeral, put } from './try-bind.js';
import { rows } from './try-rows.js';

const FACTS = ['cart_total', 'order_total', 'unit_price', 'item_count', 'line_count', 'line_quantity', 'weight', 'weekday', 'hour',
  'customer', 'shipping_country', 'carrier', 'payment_method', 'payment_currency', 'first_order', 'order_number', 'on_promotion', 'product',
  'category', 'brand', 'attribute:colour', 'customer_group'];
const OPERATORS = ['>=', '>', '<=', '<', '=', '!=', 'contains'];
const FIRST = { id: 'cart_total', operator: '>=', value: 50 };

/** @param {Array<string | number>} at where the coupon stands in the call */
export function conditionsEditor(call, at, changed) {
  const place = [...at, 'conditions'];
  const add = (made) => () => {
    if (!Array.isArray(get(call, place))) put(call, place, []);
    get(call, place).push(structuredClone(made));
  };
  return rows({
    title: 'Conditions, all of which must hold',
    one: 'condition',
    list: () => get(call, place) ?? [],
    add: add(FIRST),
    others: [{ name: 'Add alternatives', add: add({ any: [FIRST, { id: 'first_order', operator: '=', value: true }] }) }],
    changed,
    row: (condition, redraw) => (isPlain(condition)
      ? comparison(condition, redraw)
      : [binder(call, redraw).json('Group, as JSON', [...place, get(call, place).indexOf(condition)])]),
  });
}

const isPlain = (condition) => !['all', 'any', 'none', 'where'].some((key) => key in condition);

function comparison(condition, redraw) {
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
}

const shown = (value) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** `true`, `12.5`, `DE` or `DE, AT`: what the text looks like is what it is. */
function read(text) {
  if (text.includes(',')) return text.split(',').map((part) => numeral(part)).filter((part) => part !== undefined);
  if (text.trim() === 'true' || text.trim() === 'false') return text.trim() === 'true';
  return numeral(text) ?? '';
}
