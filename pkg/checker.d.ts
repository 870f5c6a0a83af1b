import type { CheckCall, Checked } from './types.js';

/** The code checker alone: a few kilobytes. */
export interface Checker {
  /** As the engine's `check`; what is no pattern is passed over, where the engine would name the fault. */
  check(call: Omit<CheckCall, 'verb'>): Checked;
}

export { EngineError } from './index.js';

/** Fetches and starts the checker once; every later call gives the same one. */
export function load(): Promise<Checker>;
