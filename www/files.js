/** Coupons and codes as files: what comes in, and what goes out. */
import { h } from './dom.js';
import { exportCard } from './files-export.js';
import { importCard } from './files-import.js';

export const ENVIRONMENTS = [['prod', 'Production'], ['dev', 'Development']];

export function filesSection(context) {
  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Import and export'),
      h('p', { class: 'soft' }, 'Coupons as a table that any spreadsheet opens. Nothing of a file shows in the shop until you apply it, and then all of it does.')),
    importCard(context),
    exportCard(context));
}
