/** The cart's lines, one row each. */
import { choice, h } from './dom.js';
import { list, numeral, put } from './try-bind.js';
import { rows } from './try-rows.js';

export function linesEditor(call, changed) {
  return rows({
    title: 'Lines',
    one: 'line',
    list: () => call.cart?.lines ?? [],
    add: (lines) => ((call.cart ??= {}).lines ??= []).push({ id: freeId(lines), product: 'Notebook', quantity: 1, unitPriceMinor: 1000 }),
    changed,
    row(line, redraw) {
      const input = (label, name, read, value, props = {}) => h('div', { class: 'field' }, h('label', {}, h('span', { class: 'label' }, label), h('input', {
        ...props,
        autocomplete: 'off',
        value: value ?? '',
        oninput: ({ target }) => {
          put(line, [name], read(target.value));
          redraw();
        },
      })));
      return [
        input('Product', 'product', (text) => text, line.product, { class: 'wide' }),
        input('Pieces', 'quantity', numeral, line.quantity, { inputmode: 'numeric' }),
        input('Price, in cents', 'unitPriceMinor', numeral, line.unitPriceMinor, { inputmode: 'numeric' }),
        input('Categories', 'categories', list, line.categories?.join?.(', ')),
        choice('On promotion', {
          type: 'checkbox',
          checked: line.onPromotion === true,
          onchange: ({ target }) => {
            put(line, ['onPromotion'], target.checked || undefined);
            redraw();
          },
        }),
      ];
    },
  });
}

/** The first letter no other line has. */
function freeId(lines) {
  const taken = new Set(lines.map(({ id }) => id));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.find((letter) => !taken.has(letter)) ?? `line-${lines.length + 1}`;
}
