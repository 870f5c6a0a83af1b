/** Compiled, never run. A line under `@ts-expect-error` must not compile. */
import { load as loadChecker } from '../../pkg/checker.js';
import { load, type Coupon, type EvaluateCall, type Reason } from '../../pkg/index.js';

const coupon: Coupon = { code: 'TEN', type: 'PERCENTAGE', value: 10, integrationMetadata: { vendorId: 111111 } };
const call: Omit<EvaluateCall, 'verb'> = {
  coupon,
  cart: { currency: 'EUR', lines: [{ id: '1', product: 'mug', quantity: 1, unitPriceMinor: 1250 }] },
  clock: { nowMs: 0, utcOffsetMinutes: 0 },
};

/** What is missing, in minor units, where that is the reason. */
function missing(reason: Reason): number | undefined {
  return reason.reason === 'below_minimum' ? reason.missing : undefined;
}

const remise = await load();
const answer = remise.evaluate(call);
switch (answer.answer) {
  case 'applied':
    answer.lines.map((line) => line.discountMinor).reduce((sum, part) => sum + part, 0);
    break;
  case 'rejected':
    answer.reasons.map(missing);
    break;
  case 'error':
    answer.faults.map((fault) => fault.path);
    break;
}

const refunded = remise.refund({
  lines: [{ id: '1', quantity: 3, totalMinor: 6000, discountMinor: 1000 }],
  now: [{ id: '1', quantity: 1 }],
});
if (refunded.answer === 'refunded') refunded.remaining.lines.map((line) => line.refundMinor);

const checked = (await loadChecker()).check({ code: 'A', patterns: [] });
checked.form satisfies 'valid' | 'mistyped' | 'incomplete' | 'free';

// @ts-expect-error: there is no such kind of coupon
const unknownKind: Coupon = { code: 'A', type: 'FREE' };
// @ts-expect-error: a cart has a currency
remise.evaluate({ ...call, cart: { lines: [] } });
void unknownKind;
