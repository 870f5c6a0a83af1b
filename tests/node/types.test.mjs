/** The contract in TypeScript fits how the package is used: `usage.ts` compiles, and its marked lines do not. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

test('typed code that uses the package compiles', () => {
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', 'false'];
  try {
    execFileSync(process.execPath, [compiler, ...options, 'usage.ts'], { cwd: here, encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout);
  }
});
