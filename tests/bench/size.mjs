// Bytes, after brotli at its highest quality, of a module and of every script that its entry imports.
// Usage: node size.mjs ENTRY.js MODULE.wasm
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [entry, wasm] = process.argv.slice(2);

function scripts(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      scripts(resolve(dirname(file), path), seen);
    }
  }
  return seen;
}

function compressed(file) {
  const bytes = readFileSync(file);
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}

const files = [wasm, ...scripts(resolve(entry))];
console.log(files.reduce((sum, file) => sum + compressed(file), 0));
