/**
 * The checker's facade: it speaks lines, since a JSON reader would be most of it.
 *
 * @param {(request: string) => string} ask code and patterns, one a line; answers the form and the printed code
 * @returns a `Checker` of `checker.d.ts`
 */
export function checker(ask) {
  // A line break in a code is a space like any other to the core.
  const line = (/** @type {string} */ text) => text.replaceAll('\n', ' ');
  return Object.freeze({
    check({ code, patterns = [] }) {
      const [form, printed] = ask([code, ...patterns].map(line).join('\n')).split('\n');
      return { answer: 'checked', form, code: printed };
    },
  });
}
