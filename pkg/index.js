/** The engine in browsers and bundlers: fetches the wasm that lies beside it. */
import * as glue from './build/remise.js';
import { once, start } from './engine.js';
import { facade, VERBS } from './facade.js';

export { EngineError } from './engine.js';

export const load = once(async () => facade(await start(glue, new URL('./build/remise_bg.wasm', import.meta.url)), VERBS));
