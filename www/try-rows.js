/** A list one can add to and take from; after either, the keyboard stays where the eye is. */
import { freshId, h } from './dom.js';

/**
 * @param {{ title: string, one: string, list: () => any[], add: (list: any[]) => void, changed: () => void,
 *   row: (item: any, redraw: () => void) => Node[] }} kind
 */
export function rows({ title, one, list, add, changed, row }) {
  const titleId = freshId('rows');
  const items = h('ul', { class: `rows ${one}s`, 'aria-labelledby': titleId });
  const addButton = h('button', { type: 'button', class: 'quiet', onclick: more }, `Add a ${one}`);
  draw();

  function draw() {
    const all = list();
    items.hidden = !Array.isArray(all) || all.length === 0;
    if (!Array.isArray(all)) return;
    items.replaceChildren(...all.map((item, index) => h('li', { class: 'rows-item' }, row(item ?? {}, changed),
      h('button', { type: 'button', class: 'quiet remove', 'aria-label': `Remove ${one} ${index + 1}`, onclick: () => less(index) }, 'Remove'))));
  }

  function more() {
    add(list());
    draw();
    changed();
    items.lastElementChild?.querySelector('input, select')?.focus();
  }

  function less(index) {
    list().splice(index, 1);
    draw();
    changed();
    (items.children[Math.min(index, items.children.length - 1)]?.querySelector('button.remove') ?? addButton).focus();
  }

  return h('div', { class: 'stack tight' }, h('h3', { id: titleId }, title), items, h('div', {}, addButton));
}
