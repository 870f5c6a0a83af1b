/** How vouchers behave: who sees them, how they are redeemed, what a cancellation does. */
import { succeeded } from './api.js';
import { choice, field, h, live, notice, select } from './dom.js';
import { problem } from './problem.js';

const PURCHASE = [['keep', 'stay as they are'], ['block', 'are blocked, unless they were used']];
const USE = [['keep', 'stays used'], ['giveBack', 'can be used again']];

export function settingsCard({ send, config }) {
  const form = h('form', { class: 'card stack', onsubmit: save });
  const result = live();
  load();
  return form;

  async function load() {
    const answer = await send('GET', '/admin/vouchers/settings');
    form.replaceChildren(...(succeeded(answer) ? controls(answer.json) : [problem(answer, load)]));
  }

  function controls({ number, requireKey, roles, cancelledPurchase, cancelledUse }) {
    return [
      h('h2', {}, 'Settings'),
      h('div', { class: 'grid' },
        field('Customer groups that see their vouchers', h('input', { name: 'roles', value: roles.join(', '), autocomplete: 'off' }), 'With commas between them; empty for nobody.'),
        field('Number of the redemption address', h('input', { name: 'number', type: 'number', min: '0', max: '4294967295', required: true, value: String(number) }),
          `Merchants ask ${config.api}/voucher${number}?code=…&merchant_id=…`)),
      choice('The redemption address asks for a key', { type: 'checkbox', name: 'requireKey', checked: requireKey },
        'Make one for each merchant under Keys. Without, anybody who has a code can redeem it; wrong codes are counted either way.'),
      h('div', { class: 'grid' },
        field('When a purchase is cancelled, its codes', select({ name: 'cancelledPurchase' }, PURCHASE, cancelledPurchase)),
        field('When an order that used a voucher is cancelled, the voucher', select({ name: 'cancelledUse' }, USE, cancelledUse))),
      h('div', { class: 'row' }, h('button', { class: 'primary' }, 'Save the settings')),
      result,
    ];
  }

  async function save(event) {
    event.preventDefault();
    const { roles, number, requireKey, cancelledPurchase, cancelledUse } = form.elements;
    const answer = await send('PUT', '/admin/vouchers/settings', {
      number: number.valueAsNumber,
      requireKey: requireKey.checked,
      roles: roles.value.split(',').map((role) => role.trim()).filter(Boolean),
      cancelledPurchase: cancelledPurchase.value,
      cancelledUse: cancelledUse.value,
    });
    if (!succeeded(answer)) return result.replaceChildren(problem(answer));
    form.replaceChildren(...controls(answer.json));
    result.replaceChildren(notice('good', h('p', {}, 'The settings are saved.')));
    form.querySelector('button').focus();
  }
}
