import type { Call, CheckCall, Checked, Failed } from './types.js';

/** The code checker alone: a few kilobytes. */
export interface Checker {
  check(call: Omit<CheckCall, 'verb'>): Checked | Failed;
  call(call: Call): Checked | Failed;
  /** JSON text both ways. */
  callText(request: string): string;
}

export { EngineError } from './index.js';

/** Fetches and starts the checker once; every later call gives the same one. */
export function load(): Promise<Checker>;
