/** The engine's answer, shown whole: amounts, or every reason with its operands, or every fault with its path. */
import { h, notice } from './dom.js';
import { faults } from './problem.js';
import { moment } from './texts.js';

/**
 * @param {import('../pkg/types.d.ts').Applied | import('../pkg/types.d.ts').Rejected | import('../pkg/types.d.ts').Failed} answer
 */
export function answerView(answer, call, remise, micros) {
  const views = { applied: () => applied(answer, call, remise), rejected: () => rejected(answer), error: () => failed(answer) };
  const view = views[answer.answer]?.() ?? notice('info', h('p', {}, `An answer of another kind: ${answer.answer}.`));
  return h('div', { class: 'stack' }, view,
    h('details', {}, h('summary', {}, 'As JSON'), h('pre', { tabindex: '0', id: 'answer-json' }, JSON.stringify(answer, null, 2))),
    h('p', { class: 'soft small' }, `Decided in ${micros < 1000 ? `${micros} µs` : `${Math.round(micros / 1000)} ms`}, without a request.`));
}

function applied(answer, call, remise) {
  const lines = new Map((call?.cart?.lines ?? []).map((line) => [line.id, line]));
  const { currency } = answer;
  const minors = [answer.subtotalMinor, answer.discountMinor, answer.totalMinor,
    ...answer.lines.flatMap(({ id, discountMinor }) => [lines.get(id)?.unitPriceMinor ?? 0, discountMinor])];
  const { texts } = remise.format({ locale: call?.locale, amounts: minors.map((minor) => ({ minor, currency })) });
  const [subtotal, discount, total, ...each] = texts;
  return h('div', { class: 'stack', 'data-answer': 'applied' },
    h('div', { class: 'ticket discount' }, h('span', { class: 'code' }, answer.code), h('strong', { id: 'discount' }, `${discount} off`)),
    h('div', { class: 'scroll' }, h('table', { class: 'amounts' },
      h('caption', { class: 'visually-hidden' }, 'Discount of every line'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Line'), h('th', { scope: 'col', class: 'number' }, 'Price'), h('th', { scope: 'col', class: 'number' }, 'Discount'))),
      h('tbody', {}, answer.lines.map(({ id, discountMinor }, index) => h('tr', { class: discountMinor === 0 ? 'soft' : undefined },
        h('th', { scope: 'row' }, lines.get(id)?.product ?? id),
        h('td', { class: 'number' }, `${lines.get(id)?.quantity ?? ''} × ${each[2 * index]}`),
        h('td', { class: 'number' }, each[2 * index + 1])))),
      h('tfoot', {},
        sum('Subtotal', subtotal),
        sum('Discount', discount),
        sum('Total, with shipping', total, 'total')))));
}

const sum = (name, text, id) => h('tr', {}, h('th', { scope: 'row', colspan: '2' }, name), h('td', { class: 'number', id }, text));

/** Operands that are instants. */
const INSTANTS = new Set(['startsAt', 'endedAt']);

function rejected({ code, reasons }) {
  return h('div', { class: 'stack', 'data-answer': 'rejected' },
    notice('warn', h('p', {}, h('span', { class: 'code' }, code), ' does not apply to this cart.')),
    h('ul', { class: 'reasons' }, reasons.map(({ reason, message, ...operands }) => h('li', { class: 'stack tight' },
      h('p', {}, h('strong', {}, message)),
      h('div', { class: 'operands' }, h('code', {}, reason), Object.entries(operands).map(([name, value]) =>
        h('span', {}, `${name} `, h('b', {}, INSTANTS.has(name) ? moment(value) : String(value)))))))));
}

function failed(answer) {
  return h('div', { class: 'stack', 'data-answer': 'error' },
    notice('bad', h('p', {}, h('strong', {}, 'The call has a fault.')), faults(answer.faults)));
}
