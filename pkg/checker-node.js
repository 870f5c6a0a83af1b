/** The code checker in Node. */
import { readFile } from 'node:fs/promises';
import * as glue from './build/checker.js';
import { checker } from './checker-lines.js';
import { once, start } from './engine.js';

export { EngineError } from './engine.js';

export const load = once(async () => {
  const wasm = await readFile(new URL('./build/checker_bg.wasm', import.meta.url));
  return checker(await start(glue, wasm));
});
