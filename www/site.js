/** Site details: platform, environment, ways of selling, several codes in one cart, and how many wrong ones. */
import { succeeded } from './api.js';
import { choice, field, h, live, notice, select } from './dom.js';
import { problem } from './problem.js';

const ENVIRONMENTS = [
  ['prod', 'Production', 'Coupons discount real orders.'],
  ['dev', 'Development', 'Only coupons saved for development count; real ones are left alone.'],
];
const MODALITIES = [
  ['retail', 'Retail', 'Sells to consumers.'],
  ['wholesale', 'Wholesale', 'Sells to traders. With both, a coupon can be for one kind of buyer only.'],
];
const CHOICES = [
  ['priority', 'The first by priority', 'As the coupons’ own lanes and priorities say.'],
  ['best', 'The best deal', 'Those that together take most off.'],
];

export function siteSection({ site, send, setSite }) {
  const result = live({ class: 'stack' });
  const button = h('button', { class: 'primary' }, 'Save site details');
  const platform = select({ name: 'platform' }, site.platforms.map(({ id, name }) => [id, name]), site.platform);
  const maxCodes = h('input', { type: 'number', name: 'maxCodes', min: '1', step: '1', placeholder: 'any number', value: site.maxCodes ?? '' });
  const limit = h('input', { type: 'number', name: 'limit', min: '1', max: '1000', step: '1', required: true, value: site.attempts.limit });
  const lifetime = h('input', { type: 'number', name: 'lifetime', min: '10', max: '86400', step: '1', required: true, value: site.attempts.lifetimeSeconds });
  const form = h('form', { class: 'card stack loose', onsubmit: save },
    field('E-commerce platform', platform, 'What this shop runs on.'),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'Environment'), ENVIRONMENTS.map(([value, label, hint]) =>
      choice(label, { type: 'radio', name: 'env', value, checked: value === site.env }, hint))),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'Ways of selling'), MODALITIES.map(([value, label, hint]) =>
      choice(label, { type: 'checkbox', name: 'modalities', value, checked: site.modalities.includes(value) }, hint))),
    field('Codes per cart', maxCodes, 'How many codes one may enter. Left empty: any number.'),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'When codes do not go together, what applies is'), CHOICES.map(([value, label, hint]) =>
      choice(label, { type: 'radio', name: 'choose', value, checked: value === (site.choose ?? 'priority') }, hint))),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'Against guessing'),
      field('Wrong codes in a row', limit, 'Then an address, a session or a customer has to wait.'),
      field('Seconds until they are forgotten', lifetime, 'One after the other, evenly.')),
    h('div', { class: 'row' }, button),
    result);

  async function save(event) {
    event.preventDefault();
    button.setAttribute('aria-disabled', 'true');
    const data = new FormData(form);
    const wanted = { platform: data.get('platform'), env: data.get('env'), modalities: data.getAll('modalities'), choose: data.get('choose') };
    wanted.attempts = { limit: Number(data.get('limit')), lifetimeSeconds: Number(data.get('lifetime')) };
    if (data.get('maxCodes') !== '') wanted.maxCodes = Number(data.get('maxCodes'));
    // Carried along as the shop said it, so that saving the platform does not switch anything off.
    if (site.dynamicCoupons !== undefined) wanted.dynamicCoupons = site.dynamicCoupons;
    const answer = await send('PUT', '/admin/site', wanted);
    button.removeAttribute('aria-disabled');
    if (!succeeded(answer)) return result.replaceChildren(problem(answer));
    site = answer.json;
    setSite(site);
    result.replaceChildren(saved(site));
  }

  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Site details'),
      h('p', { class: 'soft' }, 'What the coupon engine has to know about the shop.')),
    form);
}

function saved(site) {
  const able = site.guide !== undefined;
  return notice('good',
    h('p', {}, h('strong', {}, 'Saved.')),
    able && h('p', {}, 'This platform can create coupons on demand: ', h('a', { href: '#dynamic' }, 'dynamic coupons'), '.'));
}
