/** The engine's answer, shown whole: amounts and gifts, or every reason with its operands, or every fault with its path. */
import { h, notice } from './dom.js';
import { faults } from './problem.js';
import { moment } from './texts.js';

/**
 * @param {import('../pkg/types.d.ts').Applied | import('../pkg/types.d.ts').Combined | import('../pkg/types.d.ts').Rejected | import('../pkg/types.d.ts').Failed} answer
 */
export function answerView(answer, call, remise, micros) {
  const views = {
    applied: () => amounts(answer, [answer], call, remise),
    combined: () => amounts(answer, answer.coupons, call, remise),
    rejected: () => rejected(answer),
    error: () => failed(answer),
  };
  const view = views[answer.answer]?.() ?? notice('info', h('p', {}, `An answer of another kind: ${answer.answer}.`));
  return h('div', { class: 'stack' }, view,
    h('details', {}, h('summary', {}, 'As JSON'), h('pre', { tabindex: '0', id: 'answer-json' }, JSON.stringify(answer, null, 2))),
    h('p', { class: 'soft small' }, `Decided in ${micros < 1000 ? `${micros} µs` : `${Math.round(micros / 1000)} ms`}, without a request.`));
}

/** One table, whether it is one coupon or several; those that do not apply, with their reasons, below it. */
function amounts(answer, coupons, call, remise) {
  const lines = new Map((call?.cart?.lines ?? []).map((line) => [line.id, line]));
  const text = texter(remise, call?.locale, answer.currency);
  const applied = coupons.filter((coupon) => coupon.answer === 'applied');
  const shipping = answer.shippingDiscountMinor ?? 0;
  return h('div', { class: 'stack', 'data-answer': answer.answer },
    applied.map((coupon) => ticket(coupon, text, applied.length === 1)),
    h('div', { class: 'scroll' }, h('table', { class: 'amounts' },
      h('caption', { class: 'visually-hidden' }, 'Discount of every line'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Line'), h('th', { scope: 'col', class: 'number' }, 'Price'), h('th', { scope: 'col', class: 'number' }, 'Discount'))),
      h('tbody', {}, answer.lines.map(({ id, discountMinor }) => h('tr', { class: discountMinor === 0 ? 'soft' : undefined },
        h('th', { scope: 'row' }, lines.get(id)?.product ?? id),
        h('td', { class: 'number' }, `${lines.get(id)?.quantity ?? ''} × ${text(lines.get(id)?.unitPriceMinor ?? 0)}`),
        h('td', { class: 'number' }, text(discountMinor))))),
      h('tfoot', {},
        sum('Subtotal', text(answer.subtotalMinor)),
        shipping > 0 && sum('Discount on shipping', text(shipping), 'shipping-discount'),
        sum('Discount', text(answer.discountMinor)),
        sum('Total, with shipping', text(answer.totalMinor), 'total')))),
    coupons.filter((coupon) => coupon.answer === 'rejected').map(rejected));
}

/** Every amount is the engine's text. */
const texter = (remise, locale, currency) => (minor) => remise.format({ locale, amounts: [{ minor, currency }] }).texts[0];

function ticket({ code, discountMinor, gifts = [], remainingMinor }, text, isOnly) {
  return h('div', { class: 'stack tight', 'data-code': code },
    h('div', { class: 'ticket discount' }, h('span', { class: 'code' }, code),
      h('strong', { id: isOnly ? 'discount' : undefined }, `${text(discountMinor)} off`)),
    gifts.map(({ product, units, missingUnits }) => h('p', { class: 'gift' }, `Gift: ${units} × ${product}`,
      missingUnits > 0 && h('span', { class: 'soft' }, ` (${missingUnits} not in the cart yet)`))),
    remainingMinor !== undefined && h('p', {}, `${text(remainingMinor)} can be used another time.`));
}

const sum = (name, text, id) => h('tr', {}, h('th', { scope: 'row', colspan: '2' }, name), h('td', { class: 'number', id }, text));

/** Operands that are instants. */
const INSTANTS = new Set(['startsAt', 'endedAt']);

function rejected({ code, reasons }) {
  return h('div', { class: 'stack', 'data-answer': 'rejected', 'data-code': code },
    notice('warn', h('p', {}, h('span', { class: 'code' }, code), ' does not apply to this cart.')),
    reasonTree(reasons));
}

/** Of alternatives none of which holds, what each of them lacks stands below. */
const reasonTree = (reasons) => h('ul', { class: 'reasons' }, reasons.map(({ reason, message, of, ...operands }) => h('li', { class: 'stack tight' },
  h('p', {}, h('strong', {}, of ? 'One of these is needed:' : message)),
  h('div', { class: 'operands' }, h('code', {}, reason), Object.entries(operands).map(([name, value]) =>
    h('span', {}, `${name} `, h('b', {}, INSTANTS.has(name) ? moment(value) : [value].flat().join(', '))))),
  of && reasonTree(of))));

function failed(answer) {
  return h('div', { class: 'stack', 'data-answer': 'error' },
    notice('bad', h('p', {}, h('strong', {}, 'The call has a fault.')), faults(answer.faults)));
}
