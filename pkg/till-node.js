/** What a checkout asks, in Node. */
import { readFile } from 'node:fs/promises';
import * as glue from './build/till.js';
import { once, start } from './engine.js';
import { tillAlone } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () => {
  const wasm = await readFile(new URL('./build/till_bg.wasm', import.meta.url));
  return tillAlone(await start(glue, wasm));
});
