/**
 * JSON whose numbers stay as they were typed: to the engine 1.50 and 1.5 are the same amount, and not the same text.
 */

/** Stands before a number while it is a string, and nobody can have typed it. */
const MARK = `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`;
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g');

/** A number and how it was typed. */
export class Typed extends Number {
  constructor(text) {
    super(text);
    this.text = text;
  }

  toString() {
    return this.text;
  }

  toJSON() {
    return MARK + this.text;
  }
}

/** @throws {SyntaxError} */
export function read(text) {
  JSON.parse(text);
  const marked = text.replace(TOKENS, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`));
  return JSON.parse(marked, (_, value) => (typeof value === 'string' && value.startsWith(MARK) ? new Typed(value.slice(MARK.length)) : value));
}

/** @param {number} [indent] */
export function print(value, indent) {
  return JSON.stringify(value, null, indent)?.replace(MARKED, '$1');
}
