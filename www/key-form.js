/** Makes a key. */
import { succeeded } from './api.js';
import { choice, field, h, live } from './dom.js';
import { problem } from './problem.js';

const KINDS = [
  ['private', 'This shop’s own', 'For your newsletter tool or your till: it reads and manages every coupon of this shop, and creates new ones.'],
  ['merchant', 'A merchant’s', 'For a counter or an app: it redeems vouchers, and does nothing else.'],
  ['integrator', 'An integrator’s', 'For a partner that serves several shops: it saves, reads and manages the coupons of this one.'],
];

export function keyForm({ send, made }) {
  const result = live();
  const button = h('button', { class: 'primary' }, 'Make a key');
  const name = h('input', { name: 'name', required: true, maxlength: '100', autocomplete: 'off' });
  const externalId = h('input', { name: 'externalId', maxlength: '100', autocomplete: 'off', spellcheck: 'false' });
  const own = h('div', { hidden: true }, field('Its id for this shop', externalId, 'What the partner calls this shop: it sends it as `Organization-External-Id`.'));
  const form = h('form', { class: 'card stack', onsubmit: make, onchange: draw },
    h('h2', {}, 'Make a key'),
    field('Name', name, 'Which system will hold it.'),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'Whose it is'), KINDS.map(([value, label, hint]) =>
      choice(label, { type: 'radio', name: 'kind', value, checked: value === 'private' }, hint))),
    own,
    h('div', { class: 'row' }, button),
    result);
  return form;

  function draw() {
    const integrator = new FormData(form).get('kind') === 'integrator';
    own.hidden = !integrator;
    externalId.required = integrator;
  }

  async function make(event) {
    event.preventDefault();
    if (button.hasAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    const kind = new FormData(form).get('kind');
    const called = name.value;
    const wanted = { kind, name: called, ...(kind === 'integrator' && { externalId: externalId.value }) };
    const answer = await send('POST', '/admin/keys', wanted);
    button.removeAttribute('aria-disabled');
    if (!succeeded(answer)) return result.replaceChildren(problem(answer));
    result.replaceChildren();
    name.value = externalId.value = '';
    made(answer.json, called);
  }
}
