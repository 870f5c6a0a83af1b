/** The engine in Node: reads its modules from disk, since `fetch` takes no file addresses there. */
import { readFile } from 'node:fs/promises';
import * as till from './build/till.js';
import * as office from './build/office.js';
import { once, start } from './engine.js';
import { engine } from './facade.js';

export { EngineError } from './engine.js';

const wasm = (/** @type {string} */ name) => readFile(new URL(`./build/${name}_bg.wasm`, import.meta.url));

export const load = once(async () => engine(await start(till, await wasm('till')), await start(office, await wasm('office'))));
