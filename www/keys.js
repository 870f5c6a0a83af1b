/** Private keys and integrators' tokens: made, shown once, replaced, revoked. */
import { succeeded } from './api.js';
import { copyButton, h, live, notice } from './dom.js';
import { keyActions } from './key-actions.js';
import { keyForm } from './key-form.js';
import { problem } from './problem.js';
import { moment } from './texts.js';

const COLUMNS = ['Name', 'For', 'Made', 'Last used', 'State', 'Actions'];
const CLASSES = { Made: 'when', 'Last used': 'when' };
const KINDS = { private: 'This shop', integrator: 'An integrator', merchant: 'A merchant' };

export function keysSection({ send }) {
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards', hidden: true },
    h('caption', { class: 'visually-hidden' }, 'Keys, the oldest first'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col', class: CLASSES[name] }, name)))),
    rows);
  const status = live({ class: 'stack' });
  const shown = live({ id: 'secret' });
  load();

  async function load() {
    const answer = await send('GET', '/admin/keys');
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, load));
    show(answer.json.rows);
  }

  function show(keys) {
    rows.replaceChildren(...keys.map((key) => line(key, keyActions({
      key,
      send,
      replaced: secret,
      revoked(left) {
        shown.replaceChildren();
        status.replaceChildren(h('p', {}, `${key.name} is revoked.`));
        show(left);
        document.getElementById('title').focus();
      },
      failed: (wrong) => status.replaceChildren(problem(wrong)),
    }))));
    table.hidden = keys.length === 0;
  }

  /** The one time that a secret is seen. */
  function secret({ key }, name, until) {
    const output = h('output', { class: 'code secret', tabindex: '-1' }, key);
    shown.replaceChildren(notice('good',
      h('p', {}, h('strong', {}, `The key of ${name}`), ' – it is shown this once. Copy it now; the shop keeps only a hash of it.'),
      h('div', { class: 'row' }, output, copyButton(() => key, 'Copy the key')),
      until && h('p', {}, until)));
    status.replaceChildren();
    output.focus();
    return load();
  }

  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title', tabindex: '-1' }, 'Keys'),
      h('p', { class: 'soft' }, 'What other systems show when they call this shop. Whoever holds a key can do what it opens, so give each system one of its own.')),
    shown,
    h('div', { class: 'card stack' }, table, status),
    keyForm({ send, made: secret }));
}

function line(key, actions) {
  const none = (text) => h('span', { class: 'soft' }, text);
  const cells = [
    key.name,
    KINDS[key.kind],
    moment(key.createdAt) ?? none('–'),
    moment(key.usedAt) ?? none('never'),
    state(key),
    key.active ? actions : none('–'),
  ];
  return h('tr', { tabindex: '-1' }, cells.map((cell, index) =>
    h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index], class: CLASSES[COLUMNS[index]] }, cell)));
}

function state({ active, endAt }) {
  if (!active) return h('span', { class: 'badge', 'data-kind': 'bad' }, 'Revoked');
  if (endAt === undefined) return h('span', { class: 'badge', 'data-kind': 'good' }, 'In use');
  return h('span', { class: 'badge', 'data-kind': 'info' }, `Old one until ${moment(endAt)}`);
}
