/**
 * The verbs as methods. No method judges anything: encode, one call, decode.
 *
 * @param {(request: string) => string} callText
 * @param {readonly string[]} verbs
 */
export function facade(callText, verbs) {
  const call = (/** @type {object} */ request) => JSON.parse(callText(JSON.stringify(request)));
  const methods = verbs.map((verb) => [verb, (/** @type {object} */ request) => call({ verb, ...request })]);
  return Object.freeze({ call, callText, ...Object.fromEntries(methods) });
}

export const VERBS = Object.freeze(['evaluate', 'combine', 'check', 'generate', 'format', 'refund', 'lint']);
