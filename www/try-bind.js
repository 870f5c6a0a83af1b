/**
 * Fields bound to a place in a call: shown from there, written back there. An emptied field takes its key out of the
 * call again, for "absent" and "empty" are not the same to the engine.
 */
import { choice, field, h, select } from './dom.js';
import { print, read, Typed } from './numbers.js';

export function get(object, path) {
  return path.reduce((inner, key) => inner?.[key], object);
}

/** @param {any} seed what a missing parent begins as */
export function put(object, path, value, seed = {}) {
  const [key, ...rest] = path;
  if (rest.length > 0) {
    if (object[key] === undefined && value === undefined) return;
    object[key] ??= structuredClone(seed);
    return put(object[key], rest, value, seed);
  }
  if (value === undefined) delete object[key];
  else object[key] = value;
}

/** A number as typed; what is none stays text, so that the engine can say what is wrong with it. */
export function numeral(text) {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? new Typed(trimmed) : trimmed;
}

const absent = (text) => (text === '' ? undefined : text);

export function binder(call, changed) {
  const bound = (props, path, taken, seed) => h('input', {
    ...props,
    autocomplete: 'off',
    'data-path': path.join('.'),
    oninput: ({ target }) => {
      put(call, path, taken(target.value), seed);
      changed();
    },
  });
  return {
    text: (label, path) => field(label, bound({ value: get(call, path) ?? '' }, path, absent)),
    number: (label, path) => field(label, bound({ value: get(call, path) ?? '', inputmode: 'decimal' }, path, numeral)),
    whole: (label, path, seed) => field(label, bound({ value: get(call, path) ?? '', inputmode: 'numeric' }, path, numeral, seed)),
    list: (label, path) => field(label,
      bound({ value: (get(call, path) ?? []).join?.(', ') ?? '' }, path, list), 'Separated by commas'),
    choose(label, path, options, standard = '') {
      const onchange = ({ target }) => {
        put(call, path, absent(target.value));
        changed();
      };
      return field(label, select({ onchange, 'data-path': path.join('.') }, options, get(call, path) ?? standard));
    },
    flag(label, path) {
      const onchange = ({ target }) => {
        put(call, path, target.checked);
        changed();
      };
      return choice(label, { type: 'checkbox', onchange, checked: get(call, path) === true, 'data-path': path.join('.') });
    },
    /** A count, and the switch beside it that says whether it counts (S4). */
    limit: (label, path, flag) => field(label, bound({ value: get(call, path) ?? '', inputmode: 'numeric', placeholder: 'no limit' }, path, (text) => {
      const count = numeral(text);
      put(call, flag, count === undefined ? undefined : true);
      return count;
    })),
    /** A part of the call that has no fields of its own. What is no JSON yet changes nothing. */
    json(label, path, hint) {
      const value = get(call, path);
      const wrong = h('span', { class: 'wrong', hidden: true }, 'This is not JSON yet; what was readable last counts.');
      const text = value === undefined ? '' : print(value, 2);
      const area = h('textarea', {
        class: 'call',
        rows: Math.min(Math.max(text.split('\n').length, 3), 16),
        spellcheck: 'false',
        'data-path': path.join('.'),
        value: text,
        oninput({ target }) {
          const found = target.value.trim() === '' ? {} : decoded(target.value);
          wrong.hidden = found !== undefined;
          target.setAttribute('aria-invalid', String(found === undefined));
          if (!found) return;
          put(call, path, found.value);
          changed();
        },
      });
      return h('div', { class: 'stack tight' }, field(label, area, hint), wrong);
    },
    instant: (label, path) => field(label,
      bound({ type: 'datetime-local', step: '1', value: local(Number(get(call, path))) }, path, (text) => (text ? new Date(text).getTime() : undefined))),
  };
}

/** @returns {{ value: any } | undefined} */
function decoded(text) {
  try {
    return { value: read(text) };
  } catch {
    return undefined;
  }
}

export function list(text) {
  const members = text.split(',').map((member) => member.trim()).filter(Boolean);
  return members.length > 0 ? members : undefined;
}

/** An instant as the field wants it: this browser's own time of day. */
function local(millis) {
  if (!Number.isFinite(millis)) return '';
  const date = new Date(millis);
  return new Date(millis - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
