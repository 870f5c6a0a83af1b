// Runs one call in a module made by `cargo xtask bench --only profile` and prints its counters as a JSON list.
// Usage: node count.mjs MODULE.wasm CALL.json, or with a block of the bridge: node count.mjs MODULE.wasm BLOCK NODES
import { readFileSync } from 'node:fs';

const [wasm, call, nodes] = process.argv.slice(2);

// The port of a shop that cannot answer: an `evaluate` asks for nothing.
const env = {
  host() {
    throw new Error('this call needs no shop');
  },
};
const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { env });
const { memory, alloc, call: run, call_packed: runPacked } = instance.exports;
const counters = Object.entries(instance.exports)
  .filter(([name]) => name.startsWith('count_'))
  .sort(([left], [right]) => Number(left.slice(6)) - Number(right.slice(6)))
  .map(([, counter]) => counter);

const request = readFileSync(call);
const at = alloc(request.length);
new Uint8Array(memory.buffer).set(request, at);
counters.forEach((counter) => (counter.value = 0n));
const given = nodes === undefined ? run(at, request.length) : runPacked(at, request.length, Number(nodes));
const packed = BigInt.asUintN(64, given);
const [place, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
const answer = new TextDecoder().decode(new Uint8Array(memory.buffer, place, length));
if (JSON.parse(answer).answer !== 'applied') {
  throw new Error(`the call must be one that applies, but: ${answer}`);
}
console.log(`[${counters.map((counter) => counter.value)}]`);
