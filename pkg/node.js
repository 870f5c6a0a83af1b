/** The engine in Node: reads the wasm from disk, since `fetch` takes no file addresses there. */
import { readFile } from 'node:fs/promises';
import * as glue from './build/remise.js';
import { once, start } from './engine.js';
import { facade, VERBS } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () => {
  const wasm = await readFile(new URL('./build/remise_bg.wasm', import.meta.url));
  return facade(await start(glue, wasm), VERBS);
});
