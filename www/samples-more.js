/** Calls that show what else a coupon can do, and how several go together. Each is whole, as a shop would send it. */

const clock = { nowMs: 1700049600000, utcOffsetMinutes: 60 };
const line = (id, product, quantity, unitPriceMinor, category) => ({ id, product, quantity, unitPriceMinor, categories: [category] });
const cart = (...lines) => ({ currency: 'EUR', shippingCountry: 'DE', shippingMinor: 590, lines });
const evaluate = (coupon, ofCart) => ({ verb: 'evaluate', coupon, cart: ofCart, clock });

const MUG = line('c', 'Stoneware mug', 7, 1250, 'kitchen');
const NOTEBOOKS = line('a', 'Notebook', 3, 1490, 'paper');
const PEN = line('b', 'Pen', 1, 900, 'paper');
const PAPER = [{ id: 'category', operator: 'contains', value: 'paper' }];

export const MORE_SAMPLES = {
  tiers: {
    name: 'Tiers',
    call: evaluate({
      code: 'MORE',
      name: 'The more mugs, the cheaper',
      discounts: [{
        kind: 'percent',
        where: [{ id: 'category', operator: 'contains', value: 'kitchen' }],
        tiers: { by: 'quantity', steps: [{ from: 3, value: 5 }, { from: 6, value: 10 }, { from: 12, value: 15 }] },
      }],
    }, cart(MUG)),
  },
  buy: {
    name: 'Buy 2, get 1',
    call: evaluate({
      code: 'PAPER3',
      name: 'Of three things of paper the cheapest is free',
      discounts: [{ kind: 'percent', value: 100, where: PAPER, buy: { units: 2, where: PAPER } }],
    }, cart(NOTEBOOKS, PEN)),
  },
  capped: {
    name: 'Capped, free shipping',
    call: evaluate({
      code: 'HALF',
      name: 'Half the price, 20.00 off at most, and free shipping',
      discounts: [{ kind: 'percent', value: 50, cap: 20 }, { kind: 'free_shipping' }],
    }, cart(NOTEBOOKS, MUG)),
  },
  gift: {
    name: 'Gift',
    call: evaluate({
      code: 'PRESENT',
      name: 'A pen for nothing from 40.00',
      discounts: [{ kind: 'gift', product: 'Pen' }],
      conditions: [{ id: 'cart_total', operator: '>=', value: 40 }],
      currency: 'EUR',
    }, cart(NOTEBOOKS)),
  },
  alternatives: {
    name: 'Alternatives',
    call: evaluate({
      code: 'EITHER',
      name: '10 % for big carts or for first orders',
      type: 'PERCENTAGE',
      value: 10,
      currency: 'EUR',
      conditions: [{ any: [{ id: 'cart_total', operator: '>=', value: 100 }, { id: 'first_order', operator: '=', value: true }] }],
    }, { ...cart(NOTEBOOKS), buyer: { id: '7', orders: 2 } }),
  },
  together: {
    name: 'Several codes',
    call: {
      verb: 'combine',
      offers: [
        { coupon: { code: 'FIVE', type: 'VALUE', value: 5, currency: 'EUR', stacking: { class: 'amount' } } },
        { coupon: { code: 'TEN', type: 'PERCENTAGE', value: 10, stacking: { class: 'percent', combinesWith: ['shipping'] } } },
        { coupon: { code: 'SHIPFREE', discounts: [{ kind: 'free_shipping' }], stacking: { class: 'shipping' } } },
      ],
      cart: cart(NOTEBOOKS, PEN),
      choose: 'best',
      clock,
    },
  },
};
