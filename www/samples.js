/** Calls to begin with. Each is whole, as a shop would send it. */
import { MORE_SAMPLES } from './samples-more.js';

const clock = { nowMs: 1700049600000, utcOffsetMinutes: -180 };

export const SAMPLES = {
  retail: {
    name: 'Retail, R$',
    call: {
      verb: 'evaluate',
      coupon: {
        code: 'SIMPLES10',
        name: 'R$ 10 off from R$ 150',
        type: 'VALUE',
        value: 10,
        currency: 'BRL',
        modalityType: 'retail',
        conditions: [{ id: 'cart_total', operator: '>=', value: 150 }],
      },
      cart: {
        currency: 'BRL',
        shippingCountry: 'BR',
        shippingMinor: 1290,
        buyer: { id: '7', orders: 2, modality: 'retail' },
        lines: [
          { id: 'a', product: 'Café em grãos 500 g', quantity: 2, unitPriceMinor: 4790, categories: ['mercearia'] },
          { id: 'b', product: 'Filtro de pano', quantity: 1, unitPriceMinor: 1850, categories: ['cozinha'] },
        ],
      },
      clock,
    },
  },
  wholesale: {
    name: 'Wholesale, €',
    call: {
      verb: 'evaluate',
      coupon: {
        code: 'HANDEL',
        name: '12.5 % for traders, from 20 pieces',
        type: 'PERCENTAGE',
        value: 12.5,
        modalityType: 'wholesale',
        conditions: [
          { id: 'item_count', operator: '>=', value: 20 },
          { id: 'customer_group', operator: 'contains', value: 'trade' },
        ],
      },
      cart: {
        currency: 'EUR',
        shippingCountry: 'DE',
        buyer: { id: '31', groups: ['trade'], orders: 14, modality: 'wholesale' },
        lines: [
          { id: 'a', product: 'Stoneware mug', quantity: 24, unitPriceMinor: 649, categories: ['kitchen'], brand: 'Töpferhof' },
          { id: 'b', product: 'Tea towel', quantity: 10, unitPriceMinor: 385, categories: ['kitchen'] },
        ],
      },
      clock: { ...clock, utcOffsetMinutes: 60 },
    },
  },
  promoted: {
    name: 'Promoted items',
    call: {
      verb: 'evaluate',
      coupon: { code: 'AUTUMN15', name: '15 % on what is not on promotion', type: 'PERCENTAGE', value: 15, accumulateWithPromotion: false },
      cart: {
        currency: 'EUR',
        shippingCountry: 'FR',
        shippingMinor: 490,
        lines: [
          { id: 'a', product: 'Wool scarf', quantity: 1, unitPriceMinor: 3995, onPromotion: true },
          { id: 'b', product: 'Rain jacket', quantity: 1, unitPriceMinor: 8950 },
          { id: 'c', product: 'Socks', quantity: 3, unitPriceMinor: 699 },
        ],
      },
      clock: { ...clock, utcOffsetMinutes: 60 },
    },
  },
  ...MORE_SAMPLES,
};
