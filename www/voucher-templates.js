/** Templates of the type *voucher for product purchase*: made, changed, removed. */
import { succeeded } from './api.js';
import { choice, field, h, live, notice, select } from './dom.js';
import { problem } from './problem.js';
import { worth } from './texts.js';

const COLUMNS = ['Name', 'Id', 'Worth', 'Lasts', 'Codes', 'Actions'];
const KINDS = [['PERCENTAGE', 'per cent'], ['VALUE', 'an amount']];
const NEW = { id: '', name: '', coupon: { code: '####-#####-####', type: 'PERCENTAGE', value: 10 }, lifetimeDays: 365 };
/** Fields of a coupon that have a control of their own. */
const OWN = ['code', 'type', 'value', 'currency'];
/** Whether a rule says more than its absence would. */
const says = ([name, value]) => !OWN.includes(name) && value !== false && !(Array.isArray(value) && value.length === 0);

export function templatesCard({ send }) {
  const rows = h('tbody', {});
  const table = h('table', { class: 'cards', hidden: true },
    h('caption', { class: 'visually-hidden' }, 'Templates, by name'),
    h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col' }, name)))),
    rows);
  const status = live({ class: 'stack' });
  const place = h('div', {});
  const make = h('button', { type: 'button', class: 'primary', onclick: () => edit(NEW) }, 'Make a template');
  load();
  return h('div', { class: 'card stack' }, h('h2', {}, 'Templates'),
    h('p', { class: 'soft' }, 'Of the type “voucher for product purchase”. An order takes the rules as they are when it is paid; a change is for orders to come.'),
    table, status, h('div', { class: 'row' }, make), place);

  async function load() {
    const answer = await send('GET', '/admin/vouchers/templates');
    if (!succeeded(answer)) return status.replaceChildren(problem(answer, load));
    show(answer.json.templates);
  }

  function show(templates) {
    rows.replaceChildren(...templates.map(line));
    table.hidden = templates.length === 0;
  }

  function line(template) {
    const { id, name, coupon, lifetimeDays, endOn } = template;
    const lasts = endOn ? `until ${endOn}` : `${lifetimeDays} days`;
    const act = (label, onclick) => h('button', { type: 'button', class: 'small quiet', 'aria-label': `${label} ${name}`, onclick }, label);
    const cells = [name, h('code', {}, id), worth(coupon), lasts, h('code', {}, coupon.code),
      h('div', { class: 'row' }, act('Edit', () => edit(template)), act('Remove', () => remove(id, name)))];
    return h('tr', {}, cells.map((cell, index) =>
      h(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : undefined, 'data-label': COLUMNS[index] }, cell)));
  }

  async function remove(id, name) {
    const answer = await send('DELETE', `/admin/vouchers/templates?id=${encodeURIComponent(id)}`);
    if (!succeeded(answer)) return status.replaceChildren(problem(answer));
    show(answer.json.templates);
    status.replaceChildren(h('p', {}, `${name} is removed. Codes that it brought stay.`));
    make.focus();
  }

  function edit(template) {
    const form = templateForm(template, async (body, result) => {
      const answer = await send('POST', '/admin/vouchers/templates', body);
      if (!succeeded(answer)) return result.replaceChildren(problem(answer));
      show(answer.json.templates);
      place.replaceChildren();
      status.replaceChildren(notice('good', h('p', {}, `${body.name} is saved.`)));
      make.focus();
    }, () => { place.replaceChildren(); make.focus(); });
    place.replaceChildren(form);
    form.elements[template.id === '' ? 'id' : 'name'].focus();
  }
}

function templateForm({ id, name, coupon, lifetimeDays, endOn }, save, cancel) {
  const result = live();
  const rest = Object.fromEntries(Object.entries(coupon).filter(says));
  const rules = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest, undefined, 2);
  const days = h('input', { name: 'days', type: 'number', min: '1', max: '3650', value: String(lifetimeDays ?? 365) });
  const day = h('input', { name: 'day', type: 'date', value: endOn ?? '' });
  const form = h('form', { class: 'stack inset', onsubmit: submit, onchange: draw },
    h('h3', {}, id === '' ? 'A new template' : `Change ${name}`),
    h('div', { class: 'grid' },
      field('Id', h('input', { name: 'id', required: true, maxlength: '64', pattern: '[A-Za-z0-9_\\-]+', value: id, readonly: id !== '', autocomplete: 'off', spellcheck: 'false' }), 'Products name it.'),
      field('Name', h('input', { name: 'name', required: true, maxlength: '100', value: name, autocomplete: 'off' }), 'Partners see it as the type.'),
      field('Codes look like', h('input', { name: 'code', required: true, value: coupon.code, autocomplete: 'off', spellcheck: 'false' }), '# is a letter or a digit by chance.')),
    h('div', { class: 'grid' },
      field('Takes off', h('input', { name: 'value', type: 'number', min: '0', step: 'any', required: true, value: String(coupon.value ?? 0) })),
      field('Which is', select({ name: 'type' }, KINDS, coupon.type ?? 'VALUE')),
      field('Currency', h('input', { name: 'currency', maxlength: '3', size: '4', value: coupon.currency ?? '', autocomplete: 'off' }), 'Of an amount, such as EUR.')),
    h('fieldset', { class: 'stack tight' }, h('legend', {}, 'How long a code lasts'),
      h('div', { class: 'row' }, choice('Days after the day of purchase', { type: 'radio', name: 'lasts', value: 'days', checked: !endOn }), days),
      h('div', { class: 'row' }, choice('Until the end of a day, all of them', { type: 'radio', name: 'lasts', value: 'day', checked: Boolean(endOn) }), day)),
    field('More rules', h('textarea', { name: 'rules', rows: '4', spellcheck: 'false', value: rules }),
      'Anything else a coupon can have, as JSON: {"conditions": […], "discounts": […]}. Try it first under “Try a rule”.'),
    h('div', { class: 'row' }, h('button', { class: 'primary' }, 'Save the template'), h('button', { type: 'button', onclick: cancel }, 'Leave it')),
    result);
  days.setAttribute('aria-label', 'Days');
  day.setAttribute('aria-label', 'Last day');
  draw();
  return form;

  function draw() {
    const fixed = new FormData(form).get('lasts') === 'day';
    [days.disabled, day.disabled, day.required] = [fixed, !fixed, fixed];
  }

  function submit(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    let more = {};
    try {
      more = given.rules.trim() === '' ? {} : JSON.parse(given.rules);
    } catch (wrong) {
      return result.replaceChildren(notice('bad', h('p', {}, h('strong', {}, 'The rules are not JSON.')), h('p', {}, wrong.message)));
    }
    const own = { code: given.code, type: given.type, value: Number(given.value), ...(given.currency && { currency: given.currency.toUpperCase() }) };
    return save({
      id: given.id,
      name: given.name,
      coupon: { ...more, ...own },
      ...(given.lasts === 'day' ? { endOn: given.day } : { lifetimeDays: Number(given.days) }),
    }, result);
  }
}
