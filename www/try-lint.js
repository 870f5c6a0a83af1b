/** What the engine says of a coupon by itself, whatever the cart. */
import { h, notice } from './dom.js';
import { print } from './numbers.js';

const KINDS = { error: 'bad', warning: 'warn', note: 'info' };
const NAMES = { error: 'Error', warning: 'Warning', note: 'Note' };

/**
 * @param {import('../pkg/types.d.ts').EvaluateCall} call the coupon is linted as it stands in the text
 * @param {import('../pkg/index.d.ts').Remise} remise
 * @returns {HTMLElement | undefined} nothing while the call has a fault: the answer tells it
 */
export function lintView(call, remise) {
  if (!call.coupon || !call.clock) return undefined;
  const { coupon, clock, locale, cart } = call;
  const answer = JSON.parse(remise.callText(print({ verb: 'lint', coupons: [coupon], clock, locale, currency: coupon.currency ? undefined : cart?.currency })));
  if (answer.answer !== 'linted') return undefined;
  return h('div', { class: 'stack', id: 'findings', 'data-findings': String(answer.findings.length) },
    answer.findings.length === 0
      ? h('p', { class: 'soft' }, 'Nothing stands out.')
      : answer.findings.map(one));
}

function one({ finding, severity, path, message }) {
  return h('div', { 'data-finding': finding },
    notice(KINDS[severity],
      h('p', {}, h('strong', {}, `${NAMES[severity]}: `), message),
      h('div', { class: 'operands' }, h('code', {}, finding), h('span', {}, 'at ', h('b', {}, path)))));
}
