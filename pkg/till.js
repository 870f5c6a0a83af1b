/** What a checkout asks, in browsers and bundlers: one module, and about half of the engine's bytes. */
import * as glue from './build/till.js';
import { once, start } from './engine.js';
import { tillAlone } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () => tillAlone(await start(glue, new URL('./build/till_bg.wasm', import.meta.url))));
