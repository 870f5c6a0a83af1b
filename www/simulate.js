/** The embedded shop can fail on purpose, so that every kind of result can be seen. A real shop has no such switch. */
import { succeeded } from './api.js';
import { choice, h, live } from './dom.js';
import { problem } from './problem.js';

const MODES = [
  ['off', 'Works', 'creates the coupon'],
  ['empty', '200 without a code', 'an answer in JSON that holds none'],
  ['not_found', '404', 'the module is not there'],
  ['unauthorized', '401', 'the key is wrong'],
  ['failure', '500', 'the shop crashes'],
  ['error_page', '200 with an error page', 'a page of HTML, with a script in it'],
  ['empty_page', '200, empty', 'not a single byte'],
  ['silent', 'No answer', 'the connection hangs'],
];

export function simulateBlock({ send, config }) {
  const result = live();
  return h('div', { class: 'card stack' },
    h('h2', {}, 'Make this shop fail'),
    h('p', { class: 'soft' }, 'For trying things out: the embedded shop can answer the next test requests the way broken shops do.'),
    h('fieldset', { class: 'modes' }, h('legend', { class: 'visually-hidden' }, 'How the shop answers'), MODES.map(([value, label, hint]) =>
      choice(label, { type: 'radio', name: 'mode', value, checked: value === (config.mode ?? 'off'), onchange: () => choose(value) }, hint))),
    result);

  async function choose(mode) {
    const answer = await send('PUT', new URL(config.simulate, location.href).href, { mode });
    if (answer.status < 200 || answer.status > 299) return result.replaceChildren(problem(answer));
    config.mode = mode;
    result.replaceChildren(h('p', { class: 'soft small' }, 'Set. The next test request gets this answer.'));
  }
}
