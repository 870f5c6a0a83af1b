/** Who has guessed: wrong codes and wrong sign-ins, the latest first. Nothing here is a code or an address. */
import { succeeded } from './api.js';
import { h, live } from './dom.js';
import { problem } from './problem.js';
import { moment } from './texts.js';

const COLUMNS = ['Last', 'What', 'As typed', 'Times', 'Result', 'Address', 'Session', 'Customer'];
const CLASSES = { Last: 'when', Times: 'number' };
const SCOPES = { code: 'Code', 'sign-in': 'Sign-in', voucher: 'Voucher' };
const OUTCOMES = {
  refused: { name: 'Wrong', kind: 'warn', message: 'It was looked up, and refused.' },
  throttled: { name: 'Held back', kind: 'bad', message: 'Too many before it: refused without being looked up.' },
};

export function attemptsSection({ send, site }) {
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards', hidden: true },
    h('caption', { class: 'visually-hidden' }, 'Failed attempts, the latest first'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col', class: CLASSES[name] }, name)))),
    rows);
  const status = live({ class: 'stack' });
  const { limit, lifetimeSeconds } = site.attempts;
  const again = h('button', { type: 'button', onclick: load }, 'Look again');
  load();

  async function load() {
    status.replaceChildren(h('p', { class: 'loading' }, 'Looking …'));
    const answer = await send('GET', '/admin/attempts');
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, load));
    const { attempts } = answer.json;
    rows.replaceChildren(...attempts.map(line));
    table.hidden = attempts.length === 0;
    status.replaceChildren(...(table.hidden ? [h('p', { class: 'empty' }, 'Nobody has tried anything wrong in the last thirty days.')] : []));
  }

  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Attempts'),
      h('p', { class: 'soft' }, `After ${limit} wrong codes in a row, an address, a session or a customer has to wait; after ${lifetimeSeconds} seconds all is forgotten. `,
        h('a', { href: '#site' }, 'Change that'), '.'),
      h('p', { class: 'soft' }, 'Codes are masked. Addresses, sessions and customers stand as the beginnings of their hashes: equal ones are the same.')),
    h('div', { class: 'card stack' }, table, status, h('div', { class: 'row' }, again)));
}

function line({ scope, code, count, outcome, createdAt, atMs, remoteAddress, session, holder }) {
  const { name, kind, message } = OUTCOMES[outcome];
  const hash = (text) => (text ? h('code', {}, text) : h('span', { class: 'soft' }, '–'));
  const cells = [
    h('span', { title: count > 1 ? `The first: ${moment(createdAt)}` : undefined }, moment(atMs)),
    SCOPES[scope] ?? scope,
    code === undefined ? h('span', { class: 'soft' }, '–') : h('span', { class: 'code' }, code),
    count,
    h('span', { class: 'badge', 'data-kind': kind, title: message }, name),
    hash(remoteAddress),
    hash(session),
    hash(holder),
  ];
  return h('tr', {}, cells.map((cell, index) =>
    h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index], class: CLASSES[COLUMNS[index]] }, cell)));
}
