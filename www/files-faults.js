/** What is wrong with a file, by row, a page at a time. */
import { succeeded } from './api.js';
import { h, live } from './dom.js';
import { query } from './files-upload.js';
import { problem } from './problem.js';

const COLUMNS = ['Row', 'Column', 'What is wrong'];

export function faultTable(send, id) {
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards fault-table' },
    h('caption', { class: 'visually-hidden' }, 'Faults of the file, by row; the header is row 1'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col' }, name)))),
    rows);
  const status = live();
  const more = h('button', { type: 'button', hidden: true, onclick: () => page(more.dataset.cursor) }, 'Show more');
  page();
  return h('div', { class: 'stack' }, table, status, h('div', {}, more));

  async function page(cursor) {
    const answer = await send('GET', `/admin/imports/faults${query({ id, ...(cursor && { cursor }) })}`);
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, () => page(cursor)));
    status.replaceChildren();
    const added = answer.json.faults.map(line);
    rows.append(...added);
    if (cursor) added[0]?.focus();
    more.hidden = answer.json.cursor === undefined;
    more.dataset.cursor = answer.json.cursor ?? '';
  }
}

function line({ row, column, message }) {
  const cells = [String(row), column ? h('code', {}, column) : h('span', { class: 'soft' }, 'whole row'), message];
  return h('tr', { tabindex: '-1' }, cells.map((cell, index) =>
    h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index] }, cell)));
}
