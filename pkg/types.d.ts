/**
 * The wire contract of Remise: what goes into the engine and what comes out of it, on every host.
 *
 * The names here are the names in Rust, in PHP and in the vectors. An unknown field is refused, except inside
 * `integrationMetadata`. Money is an integer of minor units (cents) and carries `Minor` in its name; a decimal stands
 * only where S2 and S3 demand one (`Coupon.value`, `Condition.value`) and never passes through a float in the core.
 */

/** Integer of the currency's smallest unit: 1000 is 10.00 EUR, and 1000 JPY. */
export type Minor = number;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;
/** ISO 4217, upper case. */
export type Currency = string;
export type Env = 'dev' | 'prod';
export type Modality = 'retail' | 'wholesale';

// ---------------------------------------------------------------- coupon (S2, S3)

export interface Coupon {
  /** The caller's own id; the code stands in when it is absent. */
  id?: string;
  code: string;
  /** What a shop owner calls it. */
  name?: string;
  /** `VALUE` when absent. */
  type?: 'PERCENTAGE' | 'VALUE';
  /** Percent (5 is 5 %, two decimals) or major units of `currency` (10 is R$ 10,00). 0 when absent. */
  value?: number;
  /** Formatted value, for display only; never parsed. */
  valueMask?: string;
  /** Currency of `value` and of money in conditions. Absent: the cart's; `saveCoupon` fills in the organization's. */
  currency?: Currency;
  /** All of them must hold. */
  conditions?: Condition[];
  /** False (default): lines on promotion are left out of the discount. */
  accumulateWithPromotion?: boolean;
  /** Whether `endAt` counts. Absent: it counts when it is given. */
  enabledExpiration?: boolean;
  createdAt?: Millis;
  /** The coupon applies in `startAt <= now < endAt`. */
  startAt?: Millis;
  endAt?: Millis;
  hasQuantity?: boolean;
  /** Required when `hasQuantity`. */
  quantity?: number;
  /** `quantity` less the uses; starts equal and falls with each use (S4). */
  availableQuantity?: number;
  hasQuantityPerUser?: boolean;
  /** Required when `hasQuantityPerUser`. */
  quantityPerUser?: number;
  /** Counts only in a shop that sells both ways (S5). */
  modalityType?: Modality;
  /** Kept and returned as it came. */
  integrationMetadata?: Record<string, unknown>;
}

/**
 * One comparison. `id` names the fact:
 *
 * - numbers: `cart_total` (major units of the coupon's currency), `item_count`, `weekday` (1 Monday to 7 Sunday) and
 *   `hour` (0 to 23) in the shop's zone
 * - texts: `customer`, `shipping_country`, `payment_currency`
 * - yes or no: `first_order`
 * - sets: `product`, `category`, `brand`, `attribute:NAME` (of the cart's lines), `customer_group`
 *
 * `=` and `!=` take any fact, `<` `<=` `>` `>=` numbers. A list of values means "one of them". On a set, `contains`
 * asks for one such member, `=` that there is no other, `!=` that there is none. On a text, `contains` finds a part.
 */
export interface Condition {
  id: string;
  operator: '>' | '<' | '=' | '>=' | '<=' | '!=' | 'contains';
  value: number | string | boolean | Array<number | string>;
  valueMask?: string;
  /** `PERCENTAGE`, on `cart_total` of a `VALUE` coupon only: percent of the coupon's own value. `VALUE` when absent. */
  type?: 'PERCENTAGE' | 'VALUE';
}

// ---------------------------------------------------------------- cart

export interface Cart {
  currency: Currency;
  lines: Line[];
  buyer?: Buyer;
  /** ISO 3166-1 alpha-2. */
  shippingCountry?: string;
  /** The cart's currency when absent. */
  paymentCurrency?: Currency;
  shippingMinor?: Minor;
}

export interface Line {
  /** The host's name for the line, which keeps them apart; allocations give it back. */
  id: string;
  product: string;
  quantity: number;
  unitPriceMinor: Minor;
  categories?: string[];
  brand?: string;
  attributes?: Record<string, string>;
  onPromotion?: boolean;
}

/** Who buys; absent for an unknown visitor. */
export interface Buyer {
  /** The account's id in the shop; absent for a guest. */
  id?: string;
  email?: string;
  groups?: string[];
  /** Orders placed before this one. */
  orders?: number;
  /** From the buyer's registration (S5); `retail` when absent. */
  modality?: Modality;
}

export interface Clock {
  nowMs: Millis;
  /** Of the shop's zone at that instant. */
  utcOffsetMinutes: number;
}

// ---------------------------------------------------------------- calls and answers

/** Decides one coupon against one cart. Pure: the same call gives the same answer everywhere. */
export interface EvaluateCall {
  verb: 'evaluate';
  coupon: Coupon;
  cart: Cart;
  clock: Clock;
  usage?: Usage;
  /** Ways the shop sells; both when absent. */
  modalities?: Modality[];
  /** Language of messages and amounts: `en` (default), `fr`, `de`, `pt`. */
  locale?: string;
}

export interface Usage {
  /** Uses of the coupon so far. */
  redeemed: number;
  /** Uses by this buyer so far. */
  redeemedByBuyer: number;
}

export interface Applied {
  answer: 'applied';
  code: string;
  currency: Currency;
  subtotalMinor: Minor;
  discountMinor: Minor;
  /** Goods after the discount, plus shipping. */
  totalMinor: Minor;
  /** One per cart line, in order; sums to `discountMinor`. */
  lines: LineDiscount[];
}

export interface LineDiscount {
  id: string;
  discountMinor: Minor;
}

export interface Rejected {
  answer: 'rejected';
  code: string;
  /** Every reason, not only the first. */
  reasons: Reason[];
}

/** Stable snake_case code, its operands, and a sentence in the call's locale. */
export type Reason = { message: string } & (
  | { reason: 'cart_empty' }
  | { reason: 'not_started'; startsAt: Millis }
  | { reason: 'expired'; endedAt: Millis }
  | { reason: 'exhausted'; quantity: number }
  | { reason: 'customer_limit'; limit: number; used: number }
  | { reason: 'other_currency'; needed: Currency; given: Currency }
  | { reason: 'other_modality'; needed: Modality; given: Modality }
  | { reason: 'only_promoted_items' }
  | { reason: 'nothing_to_discount' }
  | { reason: 'below_minimum'; fact: string; needed: number; missing: number }
  | { reason: 'above_maximum'; fact: string; allowed: number; excess: number }
  | { reason: 'condition_not_met'; fact: string; operator: string; condition: number }
  | { reason: 'sign_in_required'; fact: string }
  /** The one refusal a stranger gets: unknown, expired, used up or foreign. */
  | { reason: 'not_valid' }
);

/** The request itself was at fault; every fault with its JSON path. */
export interface Failed {
  answer: 'error';
  faults: Fault[];
}

export interface Fault {
  /** `bad_json`, `missing_field`, `unknown_field`, `wrong_type`, `out_of_range`, `not_allowed`, `too_long`, `host` … */
  fault: string;
  /** `$.coupon.conditions[0].operator` */
  path: string;
  message: string;
}

/** Checks a code's form as it is typed; needs no shop and no request. */
export interface CheckCall {
  verb: 'check';
  code: string;
  /** Patterns of the shop's generated codes, such as `SUMMER-####-####-####`. */
  patterns?: string[];
}

export interface Checked {
  answer: 'checked';
  /**
   * `valid`: fits a pattern and its check symbol is right · `mistyped`: fits a pattern, the check symbol is wrong ·
   * `incomplete`: the beginning of a pattern · `free`: fits none, perhaps a hand-made code; ask the shop.
   */
  form: 'valid' | 'mistyped' | 'incomplete' | 'free';
  /** The code as the shop prints it: folded and grouped where a pattern fits. */
  code: string;
}

/** Draws distinct random codes; refused when a guess would succeed too easily. */
export interface GenerateCall {
  verb: 'generate';
  pattern: string;
  count: number;
  /** Codes of this pattern that are live already. */
  live?: number;
}

export interface Generated {
  answer: 'generated';
  codes: string[];
  /** Codes the pattern can make; a decimal string, since it may pass 2^53. */
  capacity: string;
  /** A random guess hits a live code with a chance of at most 2^-guessBits. */
  guessBits: number;
}

/** Formats amounts for display. */
export interface FormatCall {
  verb: 'format';
  locale?: string;
  amounts: Array<{ minor: Minor; currency: Currency }>;
}

export interface Formatted {
  answer: 'formatted';
  texts: string[];
}

// ---------------------------------------------------------------- calls that need a shop (the port)

/** Totals of a cart, with the discount of `code` where it applies. What a stranger may not know is not told. */
export interface PriceCall {
  verb: 'price';
  cart: Cart;
  code?: string;
  locale?: string;
}

export interface Priced {
  answer: 'priced';
  currency: Currency;
  subtotalMinor: Minor;
  subtotalText: string;
  shippingMinor: Minor;
  shippingText: string;
  discountMinor: Minor;
  discountText: string;
  totalMinor: Minor;
  totalText: string;
  lines: PricedLine[];
  /** What became of the code; absent when none was given. */
  coupon?: Applied | Rejected;
  /** With an applied code or one that only lacks something: what a browser needs to evaluate a changed cart itself. */
  offer?: Omit<EvaluateCall, 'verb' | 'cart'>;
}

export interface PricedLine {
  id: string;
  unitPriceText: string;
  totalMinor: Minor;
  totalText: string;
  discountMinor: Minor;
  discountText: string;
}

/**
 * Takes one use of `code` for an order: decided on the facts of this moment, counted atomically in the ledger.
 * Repeating it with the same `key` gives the first answer.
 */
export interface RedeemCall {
  verb: 'redeem';
  /** Idempotency key, such as the order's id. */
  key: string;
  code: string;
  cart: Cart;
  locale?: string;
}

export interface Redeemed {
  answer: 'redeemed';
  key: string;
  /** The totals and the allocation of the first call with this key. */
  applied: Applied;
}

/** Gives a use back: its order was cancelled or failed. Repeating it changes nothing. */
export interface ReleaseCall {
  verb: 'release';
  key: string;
}

export interface Released {
  answer: 'released';
  key: string;
  /** False when the key holds nothing, or was released before. */
  changed: boolean;
}

/** An HTTP request as the host got it; the core routes, authenticates and answers. */
export interface HttpCall {
  verb: 'http';
  method: string;
  /** Without the query: `/api/saveCoupon`. */
  path: string;
  query?: Record<string, string>;
  /** Names in lower case. */
  headers?: Record<string, string>;
  /** The raw body; at most 1 MiB. */
  body?: string;
  remoteAddress?: string;
  /** The body was not UTF-8: each of its characters stands for the byte with its number. Only of `text/csv`. */
  bytes?: boolean;
  /** Set by the host alone, when its own back-office session and its CSRF token hold. */
  admin?: boolean;
}

export interface HttpAnswer {
  answer: 'http';
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Call =
  | EvaluateCall | CheckCall | GenerateCall | FormatCall | PriceCall | RedeemCall | ReleaseCall | HttpCall;
export type Answer =
  | Applied | Rejected | Failed | Checked | Generated | Formatted | Priced | Redeemed | Released | HttpAnswer;

// ---------------------------------------------------------------- HTTP bodies

/** `POST /api/saveCoupon` (S1); 200 answers `SaveCouponAnswer`. */
export interface SaveCouponBody {
  env: Env;
  integrationToken: string;
  organizationExternalId: string;
  coupon: Coupon;
}

export interface SaveCouponAnswer {
  _writeTime: { _seconds: number; _nanoseconds: number };
}

/**
 * `POST /api/dynamicCoupons` (D2), by the back office or with `Authorization: Bearer PRIVATE-KEY`: creates one coupon with
 * a unique code that is good for one use, in the shop's current environment. 201 answers the `Coupon`.
 */
export interface DynamicCouponBody {
  type: 'PERCENTAGE' | 'VALUE';
  value: number;
  /** Required for `VALUE`. */
  currency?: Currency;
  name?: string;
  /** `####-#####-####` when absent: 60 free bits, good for a million live codes. */
  pattern?: string;
  /** Thirty days when absent. */
  lifetimeSeconds?: number;
  conditions?: Condition[];
}

/** `GET` and `PUT /api/admin/site` (back office only). */
export interface Site {
  platform: Platform;
  /** Ignored, and absent from answers, unless the platform can do it (D1). */
  dynamicCoupons?: boolean;
  env: Env;
  modalities: Modality[];
}

export type Platform = 'prestashop' | 'magento' | 'woocommerce' | 'shopify' | 'other';

/** What the console shows of a site: `Site` and what follows from it. */
export interface SiteAnswer extends Site {
  platforms: Array<{ id: Platform; name: string; dynamicCoupons: boolean }>;
  /** Path of the set-up guide below the console (D3); only where dynamic coupons can be had. */
  guide?: string;
  /** Patterns of generated codes, for `CheckCall`. */
  patterns: string[];
}

/** `GET /api/admin/coupons?cursor=…` (back office only): newest first. */
export interface CouponPage {
  coupons: Array<Coupon & { env: Env; redeemed: number }>;
  /** Absent on the last page. */
  cursor?: string;
}

/**
 * `POST /api/admin/imports` (back office, or with a private key, as all of these): begins an import; 201 answers an `Import`, 404
 * when there is no such campaign. `GET …?id=` tells how far it is, `DELETE …?id=` drops it.
 */
export interface ImportBody {
  /** `coupons` when absent. */
  kind?: 'coupons' | 'codes';
  /** The site's when absent. */
  env?: Env;
  /** With `codes`, the id of the coupon that they are added to. */
  campaign?: string;
}

/**
 * An import. `PUT /api/admin/imports?id=&offset=` with `Content-Type: text/csv` reads 64 KiB of the file at most, up to behind a
 * line feed, with `&last=true` to its end; 409 when it is at another offset. `POST /api/admin/imports/apply?id=` applies all
 * rows, or none: 409 while it is open or has a fault.
 */
export interface Import {
  id: string;
  kind: 'coupons' | 'codes';
  env: Env;
  campaign?: string;
  state: 'open' | 'ready' | 'applied';
  /** Bytes of the file that were read; the next piece begins here. */
  offset: number;
  /** Rows that were read, without the header and empty ones. */
  rows: number;
  /** Rows that were applied: none, or all. */
  applied: number;
  faults: number;
  /** Once a letter beyond ASCII has shown it. */
  encoding?: 'utf-8' | 'windows-1252';
  separator?: ',' | ';' | '\t';
}

/** `GET /api/admin/imports/faults?id=&cursor=`: by row. */
export interface ImportFaults {
  faults: Array<{
    /** As a spreadsheet counts: the header is row 1. */
    row: number;
    /** Empty for the row as a whole. */
    column: string;
    /** Stable snake_case code, such as `duplicate_code`, `code_taken` or `wrong_type`. */
    fault: string;
    message: string;
    /** Of a duplicate, the row that it repeats. */
    first?: number;
  }>;
  cursor?: string;
}

// `GET /api/admin/export?env=&separator=&campaign=&cursor=` answers `text/csv`: a page of coupons, or of a campaign's codes; the
// header `x-cursor` names the next page. All pages, one behind the other, are a file that an import reads.

/** Body of every answer with a status of 400 and above. */
export interface HttpError {
  error: string;
  message: string;
  faults?: Fault[];
}
