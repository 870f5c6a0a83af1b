/** What the facade promises beside answers: one start, clear failures, and a next call that works. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load as loadChecker } from '../../pkg/checker-node.js';
import { EngineError, once, start } from '../../pkg/engine.js';
import { load } from '../../pkg/node.js';
import { load as loadTill } from '../../pkg/till-node.js';

const call = {
  coupon: { code: 'TEN', type: 'PERCENTAGE', value: 10 },
  cart: { currency: 'EUR', lines: [{ id: '1', product: 'mug', quantity: 2, unitPriceMinor: 1250 }] },
  clock: { nowMs: 0, utcOffsetMinutes: 0 },
};

test('the engine starts once, however often it is loaded', async () => {
  assert.equal(await load(), await load());
});

test('a verb is a method', async () => {
  const remise = await load();
  assert.deepEqual(remise.evaluate(call), remise.call({ verb: 'evaluate', ...call }));
  assert.equal(remise.evaluate(call).discountMinor, 250);
});

test('the till alone decides the same, and says which verbs it has not', async () => {
  const till = await loadTill();
  assert.deepEqual(till.evaluate(call), (await load()).evaluate(call));
  assert.equal(till.lint, undefined);
  assert.throws(() => till.call({ verb: 'lint', coupons: [] }), /not in `remise\/till`/);
});

test('a fault is an answer and names its path', async () => {
  const answer = (await load()).evaluate({ ...call, coupon: { ...call.coupon, colour: 'red' } });
  assert.deepEqual(answer.faults.map(({ fault, path }) => [fault, path]), [['unknown_field', '$.coupon.colour']]);
});

test('a decimal reaches the core with the digits it was written with', async () => {
  const request = (value) => `{"verb":"evaluate","coupon":{"code":"A","type":"PERCENTAGE","value":${value}},
    "cart":${JSON.stringify(call.cart)},"clock":${JSON.stringify(call.clock)}}`;
  const remise = await load();
  assert.equal(JSON.parse(remise.callText(request('12.50'))).discountMinor, 313);
  // A float would have made 12.5 of it.
  assert.equal(JSON.parse(remise.callText(request('12.500000000000000000001'))).answer, 'error');
});

test('codes are drawn from the platform’s own randomness', async () => {
  const remise = await load();
  const draw = () => remise.generate({ pattern: '####-#####-####', count: 1000 }).codes;
  const codes = [...draw(), ...draw()];
  assert.equal(new Set(codes).size, 2000);
  const patterns = ['####-#####-####'];
  assert.ok(codes.every((code) => remise.check({ code, patterns }).form === 'valid'));
});

test('a call that needs a shop is refused, not guessed at', async () => {
  const answer = (await load()).call({ verb: 'price', cart: call.cart });
  assert.deepEqual(answer.faults.map(({ path }) => path), ['$.verb']);
});

test('the checker passes over what is no pattern, and takes line breaks for spaces', async () => {
  const checker = await loadChecker();
  const { form, code } = checker.check({ code: '7K3M\n9QXW2 RTZJ', patterns: ['#', 'A\nB', '####-#####-####'] });
  assert.deepEqual([form, code], ['valid', '7K3M-9QXW2-RTZJ']);
});

test('after a trap the engine starts afresh, and the next call works', async () => {
  const glue = {
    broken: true,
    default: async () => {},
    call: (request) => {
      if (glue.broken) throw new WebAssembly.RuntimeError('unreachable');
      return `<${request}>`;
    },
    __wbg_reset_state: () => (glue.broken = false),
  };
  const answer = await start(glue, '');
  assert.throws(() => answer('a'), (error) => error instanceof EngineError && /unreachable.*next call works/.test(error.message));
  assert.equal(answer('b'), '<b>');
});

test('a real trap is survived: the built glue can begin afresh', async () => {
  const glue = await import('../../pkg/build/till.js');
  const remise = await load();
  const before = remise.evaluate(call);
  assert.equal(typeof glue.__wbg_reset_state, 'function');
  glue.__wbg_reset_state();
  assert.deepEqual(remise.evaluate(call), before);
});

test('a loader that failed tries again', async () => {
  let tries = 0;
  const loaded = once(async () => {
    tries += 1;
    if (tries === 1) throw new Error('offline');
    return tries;
  });
  await assert.rejects(loaded());
  assert.equal(await loaded(), 2);
  assert.equal(await loaded(), 2);
});
