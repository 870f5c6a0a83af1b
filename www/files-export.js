/** Saves coupons, or the codes of one, as a file: page behind page, as the shop gives them. */
import { field, h, live, notice, select } from './dom.js';
import { ENVIRONMENTS } from './files.js';
import { PATIENCE_MS, query } from './files-upload.js';
import { problem } from './problem.js';

const SEPARATORS = [[',', 'Comma'], [';', 'Semicolon, with decimal commas'], ['\t', 'Tab']];
const NUMBER = new Intl.NumberFormat('en');

export function exportCard({ send, site }) {
  const environment = select({ name: 'env' }, ENVIRONMENTS, site.env);
  const separator = select({ name: 'separator' }, SEPARATORS, ',');
  const campaign = h('input', { name: 'campaign', autocomplete: 'off', spellcheck: 'false' });
  const button = h('button', {}, 'Export');
  const status = live({ class: 'stack' });
  return h('form', { class: 'card stack', onsubmit: run },
    h('h2', {}, 'Export'),
    h('p', {}, 'Every coupon with its rules, in the columns that an import reads. Uses are not part of it.'),
    h('div', { class: 'grid' },
      field('Environment', environment),
      field('Separator', separator, 'Excel in French, German or Portuguese wants the semicolon.'),
      field('Codes of one coupon', campaign, 'Its id; empty for all coupons.')),
    h('div', { class: 'row' }, button),
    status);

  async function run(event) {
    event.preventDefault();
    if (button.hasAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    const wanted = { env: environment.value, separator: separator.value, ...(campaign.value && { campaign: campaign.value }) };
    const pages = await all(wanted);
    button.removeAttribute('aria-disabled');
    if (pages) save(new Blob(pages, { type: 'text/csv' }), campaign.value ? 'codes.csv' : 'coupons.csv');
  }

  /** The pages as texts; nothing when one of them could not be had. */
  async function all(wanted) {
    const pages = [];
    let cursor;
    do {
      const answer = await send('GET', `/admin/export${query({ ...wanted, ...(cursor && { cursor }) })}`, undefined, PATIENCE_MS);
      if (answer.status !== 200) {
        status.replaceChildren(problem(answer));
        return undefined;
      }
      pages.push(answer.bytes);
      cursor = answer.header('X-Cursor');
      status.replaceChildren(h('p', { class: 'loading' }, `Exporting … ${NUMBER.format(pages.reduce((sum, { size }) => sum + size, 0))} bytes`));
    } while (cursor);
    return pages;
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    h('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    status.replaceChildren(notice('good', h('p', {}, h('strong', {}, `Saved as ${name}.`), ` ${NUMBER.format(blob.size)} bytes`)));
  }
}
