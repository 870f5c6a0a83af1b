/** The code checker in browsers and bundlers: a few kilobytes that know only `check`. */
import * as glue from './build/checker.js';
import { once, start } from './engine.js';
import { CHECKER_VERBS, facade } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () =>
  facade(await start(glue, new URL('./build/checker_bg.wasm', import.meta.url)), CHECKER_VERBS));
