/** The test tool (D4 to D7): a real request for one coupon of 5 %, and what came of it. */
import { copyButton, h, live } from './dom.js';
import { explain } from './explain.js';
import { moment, worth } from './texts.js';

const PATH = '/dynamicCoupons';
const WANTED = { type: 'PERCENTAGE', value: 5, name: 'Test coupon' };

export function testBlock({ send, config }) {
  const result = live({ class: 'stack', id: 'test-result' });
  const button = h('button', { type: 'button', class: 'primary', onclick: run }, 'Create a test coupon');

  async function run() {
    if (button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    result.replaceChildren(h('p', { class: 'loading' }, 'Asking the shop for a coupon …'));
    const answer = await send('POST', PATH, WANTED);
    button.removeAttribute('aria-disabled');
    result.replaceChildren(resultBlock(answer));
  }

  return h('div', { class: 'card stack' },
    h('h2', {}, 'Test the creation'),
    h('p', {}, 'Sends the shop a real request for one coupon with a unique code, worth 5 %.'),
    h('details', {}, h('summary', {}, 'The request'),
      h('pre', { tabindex: '0' }, `POST ${config.api}${PATH}\nContent-Type: application/json\n\n${JSON.stringify(WANTED, null, 2)}`)),
    h('div', {}, button),
    result);
}

/** @param {import('./api.js').ShopAnswer} answer */
export function resultBlock(answer) {
  const coupon = created(answer);
  const { kind, status, title, text } = explain(answer, coupon !== undefined);
  return h('section', { class: 'result stack', 'data-kind': kind, 'aria-labelledby': 'result-title' },
    h('div', { class: 'row apart' },
      h('h3', { id: 'result-title' }, 'Result of the request'),
      h('span', { class: 'soft small' }, `${answer.ms} ms`)),
    h('div', { class: 'verdict' },
      h('span', { class: 'status-code', 'data-kind': kind }, h('small', {}, 'HTTP code'), ' ', status),
      h('div', { class: 'stack tight' }, h('p', {}, h('strong', {}, title)), h('p', {}, text))),
    coupon && couponBlock(coupon),
    !coupon && answer.status > 0 && returned(answer));
}

/** The coupon, if the answer is one: a 2xx alone proves nothing (D6). */
function created({ status, json }) {
  const good = status >= 200 && status < 300;
  return good && typeof json?.code === 'string' && json.code !== '' ? json : undefined;
}

function couponBlock(coupon) {
  const facts = [
    ['Value', worth(coupon)],
    ['Valid from', moment(coupon.startAt ?? coupon.createdAt) ?? 'at once'],
    ['Valid until', moment(coupon.endAt) ?? 'no end'],
    ['Created', moment(coupon.createdAt)],
  ].filter(([, text]) => text !== undefined);
  return h('div', { class: 'ticket created stack' },
    h('div', { class: 'row apart' },
      h('output', { class: 'code created-code', id: 'created-code' }, coupon.code),
      copyButton(() => coupon.code, 'Copy the code')),
    h('dl', { class: 'facts' }, facts.map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text)))));
}

/** What came back, as text and nothing else: it may be a whole error page, scripts included (D6). */
function returned({ text, type }) {
  return h('section', { class: 'stack tight', 'aria-labelledby': 'returned-title' },
    h('h4', { id: 'returned-title' }, 'Returned content', type && h('span', { class: 'soft small' }, ` (${type})`)),
    text === ''
      ? h('p', { class: 'soft' }, 'The answer is empty.')
      : h('pre', { class: 'returned', tabindex: '0', id: 'returned-content' }, text));
}
