import type { Remise } from './index.js';

/** What a checkout asks: half of the engine's bytes. `call` throws a `TypeError` at a verb that is not among these. */
export type Till = Pick<Remise, 'evaluate' | 'combine' | 'format' | 'call' | 'callText'>;

export { EngineError } from './index.js';

/** Fetches and starts the till once; every later call gives the same one. */
export function load(): Promise<Till>;
