/** The code checker in browsers and bundlers: a few kilobytes that know only how codes are written. */
import * as glue from './build/checker.js';
import { checker } from './checker-lines.js';
import { once, start } from './engine.js';

export { EngineError } from './engine.js';

export const load = once(async () =>
  checker(await start(glue, new URL('./build/checker_bg.wasm', import.meta.url))));
