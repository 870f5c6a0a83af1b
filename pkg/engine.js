/**
 * One engine: a wasm-bindgen module behind one function from JSON text to JSON text, made anew after a trap.
 *
 * @typedef {object} Glue what wasm-bindgen writes for the target `web`
 * @property {(options: { module_or_path: unknown }) => Promise<unknown>} default
 * @property {(request: string) => string} call
 * @property {() => void} [__wbg_reset_state]
 */

/** The engine itself failed, not the call: a bug, or memory ran out. The next call starts from a fresh instance. */
export class EngineError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    super(`the coupon engine stopped (${what}); it was started afresh, the next call works`, { cause });
    this.name = 'EngineError';
  }
}

/**
 * Starts the module and gives its `call`.
 *
 * @param {Glue} glue
 * @param {unknown} source URL, bytes or compiled module
 * @returns {Promise<(request: string) => string>}
 */
export async function start(glue, source) {
  await glue.default({ module_or_path: source });
  return (request) => {
    try {
      return glue.call(request);
    } catch (cause) {
      // After a trap the instance's memory is in an unknown state: no answer of it can be trusted.
      glue.__wbg_reset_state?.();
      throw new EngineError(cause);
    }
  };
}

/**
 * A loader that runs `make` once, however often and from wherever it is called, and tries again after a failure:
 * a shopper's network may be back a moment later.
 *
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
export function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make().catch((cause) => {
      made = undefined;
      throw cause;
    });
    return made;
  };
}
