/** A list one can add to and take from; after either, the keyboard stays where the eye is. */
import { freshId, h } from './dom.js';

/**
 * `others` are other things that can be added to the same list.
 *
 * @param {{ title: string, one: string, list: () => any[], add: (list: any[]) => void, changed: () => void,
 *   row: (item: any, redraw: () => void) => Node[], others?: { name: string, add: (list: any[]) => void }[] }} kind
 */
export function rows({ title, one, list, add, changed, row, others = [] }) {
  const titleId = freshId('rows');
  const items = h('ul', { class: `rows ${one}s`, 'aria-labelledby': titleId });
  const addButton = h('button', { type: 'button', class: 'quiet', onclick: () => more(add) }, `Add a ${one}`);
  const otherButtons = others.map((other) => h('button', { type: 'button', class: 'quiet', onclick: () => more(other.add) }, other.name));
  draw();

  function draw() {
    const all = list();
    items.hidden = !Array.isArray(all) || all.length === 0;
    if (!Array.isArray(all)) return;
    items.replaceChildren(...all.map((item, index) => h('li', { class: 'rows-item' }, row(item ?? {}, changed),
      h('button', { type: 'button', class: 'quiet remove', 'aria-label': `Remove ${one} ${index + 1}`, onclick: () => less(index) }, 'Remove'))));
  }

  function more(push) {
    push(list());
    draw();
    changed();
    items.lastElementChild?.querySelector('input, select, textarea')?.focus();
  }

  function less(index) {
    list().splice(index, 1);
    draw();
    changed();
    (items.children[Math.min(index, items.children.length - 1)]?.querySelector('button.remove') ?? addButton).focus();
  }

  return h('div', { class: 'stack tight' }, h('h3', { id: titleId }, title), items, h('div', { class: 'row' }, addButton, otherButtons));
}
