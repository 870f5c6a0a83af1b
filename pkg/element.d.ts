import type { Applied, Cart, Priced, Rejected } from './types.js';

/** What the browser decided by itself for a changed cart. */
export interface Preview {
  answer: Applied | Rejected;
  /** Formatted amounts, where the coupon applies. */
  texts?: { subtotal: string; discount: string; total: string };
}

/** `<remise-coupon>`: the coupon field round a plain form. Importing this module defines it. */
export class RemiseCoupon extends HTMLElement {
  /** The cart as the page shows it now; setting it decides a single code again, without a request. */
  cart: Cart | undefined;
  /** The shop's last answer; to be set where the page got a newer one by itself. */
  priced: Priced | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'remise-coupon': RemiseCoupon;
  }
  interface HTMLElementEventMap {
    'remise-priced': CustomEvent<Priced>;
    'remise-preview': CustomEvent<Preview>;
  }
}
