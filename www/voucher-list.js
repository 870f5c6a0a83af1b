/** Every voucher that was bought, and what became of one. */
import { succeeded } from './api.js';
import { field, h, live, select } from './dom.js';
import { problem } from './problem.js';
import { moment } from './texts.js';

const COLUMNS = ['Code', 'Status', 'Used', 'By', 'Type', 'Bought by', 'Order', 'History'];
const CLASSES = { Used: 'when' };
const STATES = [['', 'all'], ['active', 'active'], ['used', 'used'], ['blocked', 'blocked'], ['expired', 'expired']];
const KINDS = { active: 'good', used: 'info', blocked: 'bad', expired: 'warn' };
const EVENTS = {
  created: ({ order }) => `Made for the order ${order}`,
  used: ({ order }) => `Used by the order ${order}`,
  redeemed: ({ merchantId }) => `Redeemed by the merchant ${merchantId}`,
  kept: ({ order }) => `The order ${order} was cancelled; used stays used`,
  givenBack: ({ order }) => `Given back: the order ${order} was cancelled`,
  blocked: ({ order }) => (order ? `Blocked: its purchase ${order} was cancelled` : 'Switched off'),
  unblocked: () => 'Switched on again',
};

export function listCard({ send }) {
  const prefix = h('input', { type: 'search', name: 'prefix', autocomplete: 'off', spellcheck: 'false' });
  const state = select({ name: 'status' }, STATES, '');
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards', hidden: true },
    h('caption', { class: 'visually-hidden' }, 'Vouchers'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col', class: CLASSES[name] }, name)))),
    rows);
  const status = live({ class: 'stack' });
  const pages = h('div', { class: 'row' });
  load();
  return h('div', { class: 'card stack' }, h('h2', {}, 'Vouchers that were bought'),
    h('form', { class: 'row end', onsubmit: (event) => { event.preventDefault(); load(); } },
      field('Code begins with', prefix), field('Status', state), h('button', {}, 'Show')),
    table, status, pages);

  async function load(place = {}) {
    const query = new URLSearchParams({ ...(prefix.value && { prefix: prefix.value }), ...(state.value && { status: state.value }), ...place });
    const answer = await send('GET', `/admin/vouchers?${query}`);
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, () => load(place)));
    const { vouchers, cursor, previous } = answer.json;
    rows.replaceChildren(...vouchers.flatMap(line));
    table.hidden = vouchers.length === 0;
    status.replaceChildren(...(table.hidden ? [h('p', { class: 'empty' }, 'There is none like that.')] : []));
    const page = (name, to) => h('button', { type: 'button', onclick: () => load(to) }, name);
    pages.replaceChildren(...(previous ? [page('Before', { cursor: previous, back: 'true' })] : []), ...(cursor ? [page('Next', { cursor })] : []));
  }

  function line({ code, status: word, usedAt, usedBy, merchantId, name, owner, order }) {
    const events = h('tr', { hidden: true }, h('td', { colspan: String(COLUMNS.length) }));
    const open = h('button', { type: 'button', class: 'small quiet', 'aria-expanded': 'false', 'aria-label': `History of ${code}`, onclick: toggle }, 'History');
    const by = merchantId ?? (usedBy && `order ${usedBy}`);
    const cells = [h('span', { class: 'code' }, code), h('span', { class: 'badge', 'data-kind': KINDS[word] }, word),
      moment(usedAt) ?? none(), by ?? none(), name, owner, order, open];
    return [h('tr', {}, cells.map((cell, index) =>
      h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index], class: CLASSES[COLUMNS[index]] }, cell))), events];

    async function toggle() {
      events.hidden = !events.hidden;
      open.setAttribute('aria-expanded', String(!events.hidden));
      if (events.hidden) return;
      const answer = await send('GET', `/admin/vouchers/history?code=${encodeURIComponent(code)}`);
      events.firstChild.replaceChildren(succeeded(answer) ? history(answer.json.events) : problem(answer));
    }
  }
}

const none = () => h('span', { class: 'soft' }, '–');

const history = (events) => h('ol', { class: 'history' }, events.map((event) =>
  h('li', {}, h('span', { class: 'soft' }, moment(event.atMs)), ' ', EVENTS[event.event](event))));
