/**
 * Try a rule: one `evaluate` or `combine` call, edited as a form or as JSON, decided by the engine in this browser as one types.
 *
 * The JSON text is the call; the form writes into it and is drawn from it. So what the engine gets is what stands there,
 * decimals as they were typed.
 */
import { copyButton, h, live } from './dom.js';
import { print, read } from './numbers.js';
import { problem } from './problem.js';
import { callForm } from './try-form.js';
import { answerView } from './try-answer.js';
import { lintView } from './try-lint.js';
import { packed, unpacked } from './share.js';
import { SAMPLES } from './samples.js';

const SETTLE_MS = 150;

export function trySection({ engine }) {
  const form = h('div', { class: 'stack loose' });
  const text = h('textarea', { id: 'call', spellcheck: 'false', rows: '24', class: 'call', oninput: () => typedJson() });
  const result = live({ class: 'stack', id: 'try-result' });
  const findings = h('div', { class: 'stack' });
  const coupon = h('div', { class: 'card stack', hidden: true }, h('h2', {}, 'The coupon by itself'), findings);
  let remise;
  let settle = 0;
  begin();

  async function begin() {
    result.replaceChildren(h('p', { class: 'loading' }, 'Starting the engine …'));
    take(await shared() ?? textOf(SAMPLES.retail.call));
    try {
      remise = await engine();
    } catch (cause) {
      return result.replaceChildren(problem({ status: 0, silent: 'network', json: { message: `The engine did not start: ${cause.message}` } }, begin));
    }
    decide();
  }

  /** A text from outside: into both views. */
  function take(given) {
    text.value = given;
    drawForm();
  }

  function drawForm() {
    const call = parsed(text.value);
    form.toggleAttribute('inert', call === undefined);
    if (call) form.replaceChildren(callForm(call, () => { text.value = textOf(call); later(); }, () => {
      take(textOf(call));
      document.getElementById('another-coupon').focus();
      later();
    }));
  }

  function typedJson() {
    drawForm();
    later();
  }

  function later() {
    clearTimeout(settle);
    settle = setTimeout(decide, SETTLE_MS);
  }

  async function decide() {
    if (!remise) return;
    const call = parsed(text.value);
    let answer;
    let found;
    let micros;
    try {
      const began = performance.now();
      answer = JSON.parse(remise.callText(text.value));
      micros = Math.round((performance.now() - began) * 1000);
      found = call && lintView(call, remise);
    } catch (cause) {
      return result.replaceChildren(problem({ status: 500, json: { message: cause.message } }));
    }
    result.replaceChildren(answerView(answer, call && JSON.parse(text.value), remise, micros));
    coupon.hidden = found === undefined;
    findings.replaceChildren(...(found ? [found] : []));
    const hash = `#try=${await packed(text.value)}`;
    if (result.isConnected) history.replaceState(null, '', hash);
  }

  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Try a rule'),
      h('p', { class: 'soft' }, 'The engine runs in this browser: the same one, and the same cents, as in the shop.')),
    h('div', { class: 'row' },
      h('span', { class: 'soft', id: 'samples' }, 'Begin with'),
      h('div', { class: 'row', role: 'group', 'aria-labelledby': 'samples' }, Object.entries(SAMPLES).map(([id, { name, call }]) =>
        h('button', { type: 'button', 'data-sample': id, class: 'small', onclick: () => { take(textOf(call)); decide(); } }, name)))),
    h('div', { class: 'try' },
      h('div', { class: 'stack loose' }, form,
        h('details', { class: 'card stack' }, h('summary', {}, 'The exact call, as JSON'),
          h('div', { class: 'field' }, h('label', { for: 'call' }, 'Call'), text),
          h('div', {}, copyButton(() => text.value, 'Copy the call')))),
      h('div', { class: 'aside stack' },
        h('div', { class: 'card stack' }, h('h2', {}, 'Answer'), result),
        coupon,
        h('div', {}, copyButton(() => location.href, 'Copy a link to this')))));
}

const textOf = (call) => print(call, 2);

async function shared() {
  const [, given] = location.hash.split('#try=');
  return given ? unpacked(given) : undefined;
}

function parsed(text) {
  try {
    const call = read(text);
    return typeof call === 'object' && call !== null && !Array.isArray(call) ? call : undefined;
  } catch {
    return undefined; // the engine says where it is wrong
  }
}
