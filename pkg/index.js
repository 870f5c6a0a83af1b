/** The engine in browsers and bundlers: fetches its two modules, which lie beside it. */
import * as till from './build/till.js';
import * as office from './build/office.js';
import { once, start } from './engine.js';
import { engine } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () => engine(...await Promise.all([
  start(till, new URL('./build/till_bg.wasm', import.meta.url)),
  start(office, new URL('./build/office_bg.wasm', import.meta.url)),
])));
