/** The verbs that two modules share out between them: what a checkout asks, and the rest. */
export const TILL_VERBS = Object.freeze(['evaluate', 'combine', 'format']);
export const VERBS = Object.freeze([...TILL_VERBS, 'check', 'generate', 'refund', 'lint']);

/** What a module answers to a verb of the other one. */
const ELSEWHERE = 'null';

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

/**
 * Both modules as one engine.
 *
 * @param {(request: string) => string} till
 * @param {(request: string) => string} office
 */
export function engine(till, office) {
  const callText = (/** @type {string} */ request) => {
    const answer = till(request);
    return answer === ELSEWHERE ? office(request) : answer;
  };
  return facade(callText, VERBS);
}

/**
 * The till alone, which says so of a verb that it has not.
 *
 * @param {(request: string) => string} till
 */
export function tillAlone(till) {
  const callText = (/** @type {string} */ request) => {
    const answer = till(request);
    if (answer === ELSEWHERE) throw new TypeError('this verb is not in `remise/till`; import `remise`, which has them all');
    return answer;
  };
  return facade(callText, TILL_VERBS);
}
