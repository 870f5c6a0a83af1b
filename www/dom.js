/** Elements without markup: every text becomes a text node, so nothing an answer holds is ever run. */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `on…` is a listener, `false` and `undefined` are left out
 * @param {...(Node | string | number | undefined | false | Array<Node | string>)} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== false && child !== '').map((child) =>
    child instanceof Node ? child : String(child)));
  return element;
}

/** Properties that an attribute would set only at the beginning. */
const LIVE = new Set(['value', 'checked', 'selected', 'disabled']);

function set(element, name, value) {
  if (value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (LIVE.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? '' : String(value));
}

let ids = 0;
export const freshId = (stem) => `${stem}-${(ids += 1)}`;

/** A label, its control, and a hint the control is described by. */
export function field(label, control, hint) {
  control.id ||= freshId('field');
  if (!hint) return h('div', { class: 'field' }, h('label', { for: control.id }, label), control);
  const hintId = `${control.id}-hint`;
  control.setAttribute('aria-describedby', hintId);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, h('span', { class: 'hint', id: hintId }, hint));
}

/** A check box or radio button with its label. */
export function choice(label, props, hint) {
  return h('label', { class: 'choice' }, h('input', props), h('span', {}, label, hint && h('small', { class: 'soft choice-hint' }, hint)));
}

export const select = (props, options, chosen) =>
  h('select', props, options.map(([value, label]) => h('option', { value, selected: value === chosen }, label)));

export const notice = (kind, ...children) => h('div', { class: 'notice stack tight', 'data-kind': kind }, ...children);

/** Says something to a screen reader and shows it in the place given. */
export const live = (props = {}) => h('div', { role: 'status', ...props });

/** A button that copies a text and says so. */
export function copyButton(text, label = 'Copy') {
  const button = h('button', { type: 'button', onclick: copy }, label);
  async function copy() {
    const done = await navigator.clipboard?.writeText(text()).then(() => true, () => false);
    button.textContent = done ? 'Copied' : 'Press Ctrl+C to copy';
    setTimeout(() => { button.textContent = label; }, 2000);
  }
  return button;
}
