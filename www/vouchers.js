/** Vouchers that come with goods: how they behave, what they are, and what became of each. */
import { h } from './dom.js';
import { listCard } from './voucher-list.js';
import { settingsCard } from './voucher-settings.js';
import { templatesCard } from './voucher-templates.js';

export function vouchersSection(context) {
  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Vouchers'),
      h('p', { class: 'soft' }, 'Codes that come with goods. A product brings as many as it says in the ',
        h('a', { href: '/admin/products' }, 'back office'), ', of one of these templates, once its order is paid.')),
    templatesCard(context),
    settingsCard(context),
    listCard(context));
}
