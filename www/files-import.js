/** Choose a file, see it read, look at what is wrong with it, apply it or not. */
import { succeeded } from './api.js';
import { choice, field, h, live, notice, select } from './dom.js';
import { ENVIRONMENTS } from './files.js';
import { faultTable } from './files-faults.js';
import { forget, PATIENCE_MS, query, upload } from './files-upload.js';
import { problem } from './problem.js';

const NUMBER = new Intl.NumberFormat('en');
const count = (number, noun) => `${NUMBER.format(number)} ${noun}${number === 1 ? '' : 's'}`;

export function importCard({ send, site }) {
  const file = h('input', { type: 'file', name: 'file', accept: '.csv,.txt,text/csv', required: true });
  const environment = select({ name: 'env' }, ENVIRONMENTS, site.env);
  const campaign = h('input', { name: 'campaign', autocomplete: 'off', spellcheck: 'false', required: true, disabled: true });
  const campaignField = field('Id of the coupon', campaign, 'Its rules hold for every code of the file.');
  campaignField.hidden = true;
  const button = h('button', { class: 'primary' }, 'Check the file');
  const status = live({ class: 'stack' });
  const report = h('div', { class: 'stack' });
  const form = h('form', { class: 'card stack', onsubmit: check, onchange: choose },
    h('h2', {}, 'Import'),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'What is in the file'),
      choice('Coupons', { type: 'radio', name: 'kind', value: 'coupons', checked: true }, 'A coupon in each row. One with a known id is updated and keeps its uses.'),
      choice('Codes', { type: 'radio', name: 'kind', value: 'codes' }, 'One column, code: more codes for a coupon that is there.')),
    campaignField,
    h('div', { class: 'grid' },
      field('File', file, 'CSV, separated by commas, semicolons or tabs. The first row names the columns.'),
      field('Environment', environment)),
    h('div', { class: 'row' }, button),
    status, report);
  return form;

  function choose() {
    const codes = form.elements.kind.value === 'codes';
    campaignField.hidden = !codes;
    campaign.disabled = !codes;
    if (!busy()) clear();
  }

  function wanted() {
    const { kind } = Object.fromEntries(new FormData(form));
    return { kind, env: environment.value, ...(kind === 'codes' && { campaign: campaign.value }) };
  }

  async function check(event) {
    event.preventDefault();
    if (busy()) return;
    busy(true);
    clear();
    const [chosen, what] = [file.files[0], wanted()];
    const bar = h('progress', { max: String(chosen.size || 1), value: 0, 'aria-label': 'Bytes of the file that were read' });
    const text = h('p', { class: 'soft' }, 'Reading …');
    report.replaceChildren(bar, text);
    const answer = await upload(send, chosen, what, ({ offset, rows }) => {
      bar.value = offset;
      text.textContent = `Reading … ${count(rows, 'row')}`;
    });
    busy(false);
    if (succeeded(answer)) return show(answer.json, chosen, what);
    // A file that was refused is another one once it is mended; a connection that failed is not.
    if (answer.status >= 400 && answer.status < 500) forget(chosen, what);
    report.replaceChildren();
    status.replaceChildren(problem(answer));
  }

  function show(found, chosen, what) {
    const { rows, faults, findings, id, encoding } = found;
    const summary = faults > 0
      ? notice('bad', h('p', {}, h('strong', {}, `${count(rows, 'row')} read, ${count(faults, 'fault')} found.`)),
        h('p', {}, 'Nothing was changed. Mend the file and check it again.'))
      : notice('good', h('p', {}, h('strong', {}, `${count(rows, 'row')} read, no fault found.`)),
        h('p', {}, encoding === 'windows-1252' && 'The file was read as Windows-1252. ', 'Nothing has been changed yet.'));
    status.replaceChildren(summary, ...(findings > 0 ? [guessable(findings)] : []));
    const apply = faults === 0 && rows > 0
      && h('button', { type: 'button', class: 'primary', onclick: () => finish('POST', `/admin/imports/apply${query({ id })}`) }, `Apply ${count(rows, 'row')}`);
    const discard = h('button', { type: 'button', onclick: () => finish('DELETE', `/admin/imports${query({ id })}`) }, 'Discard');
    report.replaceChildren(...(faults > 0 ? [faultTable(send, id)] : []), h('div', { class: 'row' }, apply || '', discard));

    async function finish(method, path) {
      if (busy()) return;
      busy(true);
      const answer = await send(method, path, undefined, PATIENCE_MS);
      busy(false);
      if (succeeded(answer)) forget(chosen, what);
      if (succeeded(answer) && method === 'DELETE') return clear();
      if (succeeded(answer)) return done(answer.json);
      const now = answer.json?.error === 'import_faulty' && await send('GET', `/admin/imports${query({ id })}`);
      if (now && succeeded(now)) return show(now.json, chosen, what);
      status.replaceChildren(problem(answer));
    }
  }

  function done({ applied, kind }) {
    report.replaceChildren();
    status.replaceChildren(notice('good', h('p', {}, h('strong', {}, `${count(applied, kind === 'codes' ? 'code' : 'coupon')} applied.`)),
      h('p', {}, h('a', { href: '#coupons' }, 'See the coupons'))));
    file.value = '';
    button.focus();
  }

  function clear() {
    status.replaceChildren();
    report.replaceChildren();
  }

  function guessable(codes) {
    return notice('warn', h('p', {}, h('strong', {}, `${count(codes, 'code')} can be guessed.`)),
      h('p', {}, 'For few uses, and short, in sequence, or a word and a number: whoever guesses such a code uses it up. Eight random characters and more are safe.'));
  }

  /** Whether something is under way; a value sets it. */
  function busy(now) {
    if (now !== undefined) button.toggleAttribute('aria-disabled', now);
    if (now) button.setAttribute('aria-disabled', 'true');
    return button.hasAttribute('aria-disabled');
  }
}
