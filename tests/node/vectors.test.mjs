/** The npm package answers every vector with the same bytes as all the other engines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { load as loadChecker } from '../../pkg/checker-node.js';
import { load } from '../../pkg/node.js';

const folder = new URL('../vectors/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

const remise = await load();
const checker = await loadChecker();

for (const { name, cases } of read('index.json').map(read)) {
  describe(name, () => {
    for (const { name, call, text, answer } of cases) {
      const request = text ?? JSON.stringify(call);
      test(name, () => assert.equal(remise.callText(request), JSON.stringify(answer)));
      if (call?.verb === 'check' && answer.answer === 'checked') {
        test(`${name}, by the checker alone`, () => assert.deepEqual(checker.check(call), answer));
      }
    }
  });
}
