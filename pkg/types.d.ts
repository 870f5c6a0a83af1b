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
  conditions?: Rule[];
  /** What it takes off. Absent: the one discount that `type` and `value` tell, on the goods. */
  discounts?: Discount[];
  /** How it stands to other coupons in the cart. */
  stacking?: Stacking;
  /** Applies without being entered; it is not counted against `CombineCall.maxCodes`. */
  automatic?: boolean;
  /** With one fixed amount, and free shipping at most: what an order leaves of it can be used by another. */
  partialUse?: boolean;
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
  /**
   * `quantity` less the uses (S4). `saveCoupon` requires it when `hasQuantity`: as `quantity` on the first save; later what
   * was read last, which resets nothing (S8). A decision does without.
   */
  availableQuantity?: number;
  hasQuantityPerUser?: boolean;
  /** Required when `hasQuantityPerUser`. */
  quantityPerUser?: number;
  /**
   * What all codes of this coupon may come to together, however many were generated or imported for it: uses, and what is taken
   * off, in minor units of its currency. A use that would pass the latter is refused.
   */
  campaign?: { quantity?: number; discountMinor?: Minor };
  /** Counts only in a shop that sells both ways (S5). */
  modalityType?: Modality;
  /**
   * False while it is switched off; answers carry it only then. A coupon that is saved without it stays as it is; a new one
   * is on.
   */
  active?: boolean;
  /** Kept and returned as it came. */
  integrationMetadata?: Record<string, unknown>;
}

/**
 * A comparison, or a group of which all, any or none must hold; groups and `where` are nested 8 deep at most. S3's flat list is
 * an `all`.
 */
export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { none: Rule[] };

/**
 * One comparison. `id` names the fact:
 *
 * - money, in major units of the coupon's currency: `cart_total` (goods as priced), `cart_total_net`, `cart_total_gross`
 *   (without and with tax), `order_total`, `order_total_net`, `order_total_gross` (goods and shipping), `unit_price` (the
 *   smallest)
 * - numbers: `item_count`, `line_count`, `line_quantity` (the largest), `weight`, `order_number` (1 for a buyer's first
 *   order), `weekday` (1 Monday to 7 Sunday) and `hour` (0 to 23) in the shop's zone
 * - texts: `customer`, `shipping_country`, `carrier`, `payment_method`, `payment_currency`
 * - yes or no: `first_order`, `on_promotion` (whether a line is)
 * - sets: `product`, `category`, `brand`, `attribute:NAME` (of the cart's lines), `customer_group`
 *
 * `=` and `!=` take any fact, `<` `<=` `>` `>=` numbers. A list of values means "one of them". On a set, `contains`
 * asks for one such member, `=` that there is no other, `!=` that there is none. On a text, `contains` finds a part.
 */
export interface Condition {
  id: string;
  operator: '>' | '<' | '=' | '>=' | '<=' | '!=' | 'contains';
  value: number | string | boolean | Array<number | string | boolean>;
  valueMask?: string;
  /** `PERCENTAGE`, on `cart_total` of a `VALUE` coupon only: percent of the coupon's own value. `VALUE` when absent. */
  type?: 'PERCENTAGE' | 'VALUE';
  /** With a fact of the lines: only those lines are looked at for which all of these hold, each line by itself. */
  where?: Rule[];
}

/** One discount. */
export interface Discount {
  /** `price` sets one: what the chosen goods cost more than that is taken off. */
  kind: 'percent' | 'amount' | 'price' | 'free_shipping' | 'gift';
  /** Percent (two decimals) or major units of the coupon's currency. */
  value?: number;
  /** Major units by currency; they come before `value` where the cart's currency is among them. */
  amounts?: Record<Currency, number>;
  /** Whether an amount is meant with tax, where the rounding profile computes both; as the cart's prices are when absent. */
  taxIncluded?: boolean;
  /** Most that is taken off, in major units of the coupon's currency. */
  cap?: number;
  /**
   * `order`: goods and shipping; an amount takes off shipping what the goods leave of it, in profile `magento` a share of it.
   * `goods` when absent.
   */
  on?: 'goods' | 'shipping' | 'order';
  /** Which lines: those for which all of these hold, each line by itself. Of `free_shipping`: which are shipped for nothing. */
  where?: Rule[];
  /** Which of their units. `nth`: every N-th, the dearest first. */
  pick?: 'all' | 'cheapest' | 'dearest' | 'nth';
  /** Units at most; 1 when absent for `cheapest` and `dearest`. With `buy`: what one set gets; of a gift: how many. */
  units?: number;
  /** Required with `pick: 'nth'`. */
  nth?: number;
  /** What an amount or a price is for; `selection` when absent. */
  per?: 'selection' | 'unit' | 'line';
  /**
   * The value of the last step that is reached, by units or by what they cost, holds for all that is chosen; below the
   * first step `value`, and nothing without it. On shipping the goods are measured.
   */
  tiers?: { by: 'quantity' | 'amount'; steps: Array<{ from: number; value: number }> };
  /** For each `units` bought units of the `where` lines, the cheapest `units` (of the discount) of the chosen ones. */
  buy?: { units: number; where?: Rule[]; /** Sets at most. */ limit?: number };
  /** Whether `units`, `step` and `buy` count each line by itself. */
  byLine?: boolean;
  /** Units are discounted in whole steps of so many: of 23 units with steps of 10 it is 20. */
  step?: number;
  /** The gift, required with `gift`, which takes `units` beside it; its units cost nothing once the cart holds them. */
  product?: string;
}

/** How a coupon stands to others in the same cart. */
export interface Stacking {
  /** Lower ones come first, in their lane; 0 when absent. */
  priority?: number;
  /** Lanes follow each other from the lowest (0 when absent); a lane's coupons are computed on what it began with. */
  lane?: number;
  /** Goes with no other coupon. */
  exclusive?: boolean;
  /** No coupon behind it applies; in profile `magento`, none to the lines that this one comes to. */
  stopsFurther?: boolean;
  /** What kind of coupon it is, for `combinesWith` of others. */
  class?: string;
  /** Goes only with coupons of these classes that in turn go with its own; with any when absent. */
  combinesWith?: string[];
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
  /** As priced, like the lines. */
  shippingMinor?: Minor;
  /** The same in major units, instead. */
  shipping?: number;
  shippingTaxPercent?: number;
  /** As `taxes` and `includedTaxPercent` of a line. */
  shippingTaxes?: TaxRate[];
  shippingIncludedTaxPercent?: number;
  /** Whether shipping is with tax; as the prices are when absent. */
  shippingIncludesTax?: boolean;
  carrier?: string;
  paymentMethod?: string;
  /** Whether prices are with tax; true when absent. */
  pricesIncludeTax?: boolean;
  /** `plain` when absent. */
  rounding?: Rounding;
  /**
   * What one unit of a common currency is in others, each above 0: `{"EUR": 1, "CHF": 0.95}`. Without them nothing is converted.
   */
  rates?: Record<Currency, number>;
}

/** Whose amounts are met to the cent; see `src/rounding.rs` for one worked split of each. */
export interface Rounding {
  profile: 'plain' | 'prestashop' | 'magento' | 'woocommerce';
  /**
   * How a discount's sum becomes whole minor units, in profiles `plain` and `prestashop`: 12.5 % of 1.00 is 0.13, or 0.12 with
   * `half_even`, `half_down` and `down`. `half_up` when absent.
   */
  mode?: 'up' | 'down' | 'half_up' | 'half_down' | 'half_even' | 'half_odd';
  /** `line` when absent. */
  by?: 'item' | 'line' | 'total';
  /** Whether a coupon is computed on what those before it left, within a lane too. */
  sequential?: boolean;
  /** Whether tax is due on prices before the discount. */
  taxBeforeDiscount?: boolean;
  /** `prestashop`: whether a gift is worth its price as it is shown, as in a cart's summary, or as it is, as in an order. */
  roundGifts?: boolean;
  /** Profile `magento`: whether discounts are computed on prices with tax; as the cart's prices are when absent. */
  discountsIncludeTax?: boolean;
}

/** One of several rates of tax. */
export interface TaxRate {
  /** Four decimals at most. */
  percent: number;
  /** Whether it is due on the taxes before it too: 5.5 % behind 7.5 % is then 5.9125 % of the price. */
  compound?: boolean;
}

export interface Line {
  /** The host's name for the line, which keeps them apart: no two lines of a cart have the same. Allocations give it back. */
  id: string;
  product: string;
  quantity: number;
  /** Required unless `unitPrice` is given. */
  unitPriceMinor?: Minor;
  /** In major units, instead, for shops whose prices have more decimals than their currency. */
  unitPrice?: number;
  /** Percent, four decimals at most. */
  taxPercent?: number;
  /** Several rates, instead; 10 at most, and 100 % together. */
  taxes?: TaxRate[];
  /** The rate that is in the price, where it is not what is due: the shop's own, and the buyer is elsewhere. */
  includedTaxPercent?: number;
  /** Profile `magento`: id of the line that this one is a part of. Its price is in that line's price, and not counted again. */
  parent?: string;
  /** Of one unit, in the shop's unit. */
  weight?: number;
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
  /** Of a coupon with `partialUse`: what was taken off so far, in the cart's currency. */
  spentMinor?: Minor;
  /** Of a coupon with `campaign`: of all its codes so far; the amount in the coupon's currency. */
  campaign?: { redeemed?: number; spentMinor?: Minor };
}

export interface Applied {
  answer: 'applied';
  code: string;
  currency: Currency;
  subtotalMinor: Minor;
  /** That on shipping included. */
  discountMinor: Minor;
  /** What of `discountMinor` is on shipping; absent when nothing. */
  shippingDiscountMinor?: Minor;
  /** What is paid: goods and shipping, less the discount, with tax. */
  totalMinor: Minor;
  /** One per cart line, in order; they sum to the discount on goods. */
  lines: LineDiscount[];
  gifts?: Gift[];
  /** Ids of the lines that a `free_shipping` with `where` is for; ask again with the shipping of the others. */
  shipsFree?: string[];
  /** Of a coupon with `partialUse`: what can be used another time; with tax where the amount is meant with tax. */
  remainingMinor?: Minor;
  /** With tax and without it, in major units before it is rounded; in profile `prestashop`. */
  discount?: number;
  discountNet?: number;
  /** Of a taxed cart. */
  tax?: Tax;
}

/** A product that comes for nothing. The host adds `missingUnits` to the cart and asks again. */
export interface Gift {
  product: string;
  units: number;
  missingUnits: number;
}

/** The sums of a taxed cart, each without tax and with it; subtotal and shipping are before discounts. */
export interface Tax {
  subtotalNetMinor: Minor;
  subtotalGrossMinor: Minor;
  shippingNetMinor: Minor;
  shippingGrossMinor: Minor;
  /** That on shipping included. */
  discountNetMinor: Minor;
  discountGrossMinor: Minor;
  /** Due, that on shipping included. */
  taxMinor: Minor;
  shippingTaxMinor: Minor;
  totalNetMinor: Minor;
  totalGrossMinor: Minor;
  /** Magento's discount tax compensation: the tax in a discount on prices with tax. */
  compensationMinor: Minor;
  shippingCompensationMinor: Minor;
  lines: Array<{
    id: string;
    /** Of a line with `taxes`: what they come to. In profile `magento` of every taxed line. */
    taxPercent?: number;
    unitNetMinor: Minor;
    unitGrossMinor: Minor;
    netMinor: Minor;
    grossMinor: Minor;
    taxMinor: Minor;
    compensationMinor: Minor;
  }>;
}

export interface LineDiscount {
  id: string;
  discountMinor: Minor;
  /** Profile `magento`, of all coupons: the percentages that were taken off the line, 100 at most. */
  percent?: number;
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
  | { reason: 'inactive' }
  | { reason: 'not_started'; startsAt: Millis; startsInMs: number }
  | { reason: 'expired'; endedAt: Millis }
  | { reason: 'exhausted'; quantity: number }
  | { reason: 'customer_limit'; limit: number; used: number }
  | { reason: 'campaign_exhausted'; quantity: number }
  | { reason: 'budget_spent'; allowed: Minor }
  | { reason: 'other_currency'; needed: Currency; given: Currency }
  | { reason: 'other_modality'; needed: Modality; given: Modality }
  | { reason: 'only_promoted_items' }
  | { reason: 'nothing_to_discount' }
  | { reason: 'below_minimum'; fact: string; needed: number; missing: number }
  | { reason: 'above_maximum'; fact: string; allowed: number; excess: number }
  | { reason: 'condition_not_met'; fact: string; operator: string; condition: number }
  | { reason: 'sign_in_required'; fact: string }
  /** None of several alternatives holds; what each of them lacks. */
  | { reason: 'any_of'; of: Reason[] }
  /** Something of a `none` group holds. */
  | { reason: 'excluded'; fact: string; condition: number }
  /** Of one code the first by lane and priority that can apply counts. */
  | { reason: 'duplicate_code' }
  | { reason: 'too_many_codes'; allowed: number }
  /** Lost to the code `with`: one of the two goes with no other, they do not go together, or it lets none behind it apply. */
  | { reason: 'exclusive'; with: string }
  | { reason: 'not_combinable'; with: string }
  | { reason: 'stopped'; with: string }
  /** Best deal: these codes take more off, or as much with fewer. */
  | { reason: 'outweighed'; codes: string[] }
  /** The one refusal a stranger gets: unknown, switched off, expired, used up or foreign. */
  | { reason: 'not_valid' }
);

/**
 * Decides several coupons against one cart: which apply together, in which order, and why the others do not. The order
 * of `offers` makes no difference to what applies.
 */
export interface CombineCall {
  verb: 'combine';
  /** 1,000 at most; 12 at most for the best deal. */
  offers: Array<{ coupon: Coupon; usage?: Usage }>;
  cart: Cart;
  clock: Clock;
  modalities?: Modality[];
  locale?: string;
  /**
   * Of coupons that do not go together: the first by lane and priority (default), or those that take most off; of equals
   * those that give more gifts, then the fewest, then the first.
   */
  choose?: 'priority' | 'best';
  /** Codes that a cart may have, automatic coupons not counted. */
  maxCodes?: number;
}

export interface Combined {
  answer: 'combined';
  currency: Currency;
  subtotalMinor: Minor;
  shippingMinor: Minor;
  /** Those on shipping included. */
  discountMinor: Minor;
  shippingDiscountMinor: Minor;
  totalMinor: Minor;
  /** One per cart line, in order; they sum to the discounts on goods. */
  lines: LineDiscount[];
  /** Those that apply, in the order in which they do, then the others, in the order of `offers`. */
  coupons: Array<Share | Rejected>;
  tax?: Tax;
}

/** What one coupon of several takes off. */
export type Share = Pick<Applied, 'answer' | 'code' | 'discountMinor' | 'shippingDiscountMinor' | 'lines' | 'gifts'
  | 'shipsFree' | 'remainingMinor' | 'discount' | 'discountNet'>;

/** The request itself was at fault; every fault with its JSON path. */
export interface Failed {
  answer: 'error';
  faults: Fault[];
}

export interface Fault {
  /**
   * `bad_json`, `missing_field`, `unknown_field`, `wrong_type`, `out_of_range`, `not_allowed`, `too_long`, `host`; of a refund
   * `unknown_line`, `duplicate_line`, `more_than_left` …
   */
  fault: string;
  /** `$.coupon.conditions[0].operator`; over HTTP also `query.limit` and `header.idempotency-key`. */
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

/**
 * Amounts of a refund, from what was sold, what was returned of it before and what returns now. Whatever the order and the
 * size of the parts, none is negative, and together they are exactly the whole.
 */
export interface RefundCall {
  verb: 'refund';
  /** Every line of the redemption; ids differ. */
  lines: SoldLine[];
  /** Units that were returned before, each line once; none when absent. */
  before?: ReturnedUnits[];
  /** Units that return now. */
  now?: ReturnedUnits[];
  /** What was asked for shipping, and how much of `totalMinor` was returned before and returns now. */
  shipping?: { totalMinor: Minor; discountMinor?: Minor; beforeMinor?: Minor; nowMinor?: Minor };
}

/** A line as it was sold. */
export interface SoldLine {
  id: string;
  quantity: number;
  /** All units, before the discount. */
  totalMinor: Minor;
  /** The line's share of the discount, as `Applied.lines` has it. */
  discountMinor: Minor;
}

export interface ReturnedUnits {
  id: string;
  quantity: number;
}

/**
 * What goes back now. After k of q units the discount has shrunk by `discountMinor * k / q`, rounded half up; a part is the
 * difference of two such sums. 3 x 20.00 with 10.00 off are 3.33, 3.34 and 3.33 of the discount, one after the other.
 */
export interface Refunded extends RefundParts {
  answer: 'refunded';
  /** What has not gone back even then. */
  remaining: RefundParts;
}

export interface RefundParts extends RefundAmounts {
  /** The lines with units that go back, in the order of the sale. */
  lines: Array<ReturnedUnits & RefundAmounts>;
  /** Absent when none goes back. */
  shipping?: RefundAmounts;
}

export interface RefundAmounts {
  /** Before the discount; `discountMinor + refundMinor`. */
  totalMinor: Minor;
  /** The share of the discount that goes with it. */
  discountMinor: Minor;
  /** To be paid back. */
  refundMinor: Minor;
}

/**
 * Tells what a shop owner should know about coupons before customers do. Conditions are reasoned about, not tried: a
 * finding of severity `error` or `warning` is true for every cart with something in it and every rate above zero.
 */
export interface LintCall {
  verb: 'lint';
  /** Each is held against the others too; 200 at most. */
  coupons: Coupon[];
  /** What is over is over from here on. */
  clock: Clock;
  /** The shop's; that of the first coupon that names one when absent. */
  currency?: Currency;
  /** Patterns of generated codes, as in `CheckCall`. */
  patterns?: string[];
  locale?: string;
}

export interface Linted {
  answer: 'linted';
  /** Coupon by coupon, in the order of the call. */
  findings: Finding[];
}

/** Stable snake_case code, where it was found, its operands, and a sentence in the call's locale. */
export type Finding = FindingPlace & (
  /** Contradicting conditions, no use, nothing to take off; a `warning` where it is merely over. */
  | { finding: 'never_applies'; with?: string }
  /** A window of a week at most that holds no weekday and hour of the conditions. */
  | { finding: 'ends_before_it_can_start' }
  | { finding: 'always_applies' }
  /** Half of the goods or more, a fixed amount or a gift, without a condition, a limit or an end. */
  | { finding: 'unlimited' }
  /** Follows from the condition at `with`. */
  | { finding: 'redundant_condition'; with: string }
  /** `other` comes first, applies whenever this does, takes at least as much off, and they do not go together. A `note`
   *  where `other` has to be entered. */
  | { finding: 'shadowed'; other: string }
  /** An amount above the least that has to be bought (`needed`, major units), or percentages of more than 100 with another
   *  discount. No total is ever negative: what is too much is not taken. */
  | { finding: 'negative_total'; needed?: number; with?: string; other?: string }
  /** Of coupons that have to be entered, for at most 100 uses, by no customer in particular. `guessBits` of a pattern. */
  | { finding: 'guessable_code'; guessBits?: number }
  /** Both automatic or of one class, and neither keeps the other out; `endAt` is when that ends. */
  | { finding: 'overlapping_windows'; other: string; endAt?: Millis }
  | { finding: 'cap_never_reached' }
  | { finding: 'tier_unreachable' }
  /** One discount of several. */
  | { finding: 'takes_nothing' }
  | { finding: 'gift_without_limit' }
  | { finding: 'currency_mixed'; needed: Currency }
  /** No coupon of the list comes behind it. */
  | { finding: 'stops_nothing' }
  /** No coupon of the list is of a class in `combinesWith`. */
  | { finding: 'combines_with_nobody' }
  | { finding: 'duplicate_code'; other: string }
);

export interface FindingPlace {
  /** `error`: true, and surely not meant · `warning`: true · `note`: worth a look. */
  severity: 'error' | 'warning' | 'note';
  /** The coupon's. */
  code: string;
  /** Within the coupon: `conditions[1].value`. */
  path: string;
  message: string;
}

// ---------------------------------------------------------------- calls that need a shop (the port)

/** Totals of a cart, with the discounts of its codes where they apply. What a stranger may not know is not told. */
export interface PriceCall {
  verb: 'price';
  cart: Cart;
  code?: string;
  /** Several, 50 at most, instead of `code`; which go together the site's settings say. */
  codes?: string[];
  /** Who has entered a code just now. Without it nothing is counted: for showing a cart again. */
  from?: Visitor;
  locale?: string;
}

/**
 * Who tries a code. A code that is refused to a stranger takes a token of each of these, and of the buyer's account; without one
 * every code is refused alike until some time has passed (`Site.attempts`). The shop stores hashes of them.
 */
export interface Visitor {
  /** As the server saw it; of an IPv6 address the first half counts. Never from a header that anybody can write. */
  remoteAddress?: string;
  session?: string;
  /** The one of the codes that is new; all of them when absent. */
  code?: string;
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
  /** With `codes`: what became of each, those that apply first; and their offers. */
  coupons?: Array<(Share & { discountText: string }) | Rejected>;
  offers?: Array<Omit<EvaluateCall, 'verb' | 'cart'>>;
  /**
   * There were too many wrong codes: the new one was refused without being looked at, and may be tried again after so long. It must
   * not be put into the cart, where showing it again would tell. Over HTTP this is 429 with `Retry-After`.
   */
  waitMs?: number;
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
 * Keeps one use of `code` for somebody who is about to pay: decided on the facts of this moment, counted atomically in the ledger.
 * Unless `commit` follows, it lapses by itself, and others can have the use.
 *
 * `hold`, `redeem` and `commit` with the same `key` are steps of one thing: a step that is repeated gives its first answer, a
 * later one goes on from where it is. With other codes or another cart the key is refused (fault `key_conflict`), until it was released.
 */
export interface HoldCall extends Omit<RedeemCall, 'verb'> {
  verb: 'hold';
  /** Up to 30 days (2592000); half an hour when absent. */
  lifetimeSeconds?: number;
}

export interface Held {
  answer: 'held';
  key: string;
  /** When it lapses. */
  endAt: Millis;
  /** The totals and the allocation; `Combined` with `codes`. */
  applied: Applied | Combined;
}

/**
 * Makes a hold a use: the order was placed, or paid. A hold that has lapsed is taken again if there still is a use; otherwise the
 * answer is `rejected`. A key that never held anything is refused (fault `unknown_key`).
 */
export interface CommitCall {
  verb: 'commit';
  key: string;
  locale?: string;
}

/**
 * Takes one use of `code` for an order: `hold` and `commit` in one.
 *
 * Who gives an account and an e-mail address is counted under both names.
 */
export interface RedeemCall {
  verb: 'redeem';
  /** Idempotency key, such as the order's id; 128 bytes at most. */
  key: string;
  code?: string;
  /**
   * Several, 50 at most, instead of `code`: one use of each that applies is taken, or none. A code that only lost to another
   * one takes none and does not stand in the way; any other refusal does.
   */
  codes?: string[];
  cart: Cart;
  /** When the codes come with the order, and were not entered before. `Rejected` with `waitMs` settles nothing. */
  from?: Visitor;
  locale?: string;
}

export interface Redeemed {
  answer: 'redeemed';
  key: string;
  /** The totals and the allocation of the first call with this key; `Combined` with `codes`. */
  applied: Applied | Combined;
}

/**
 * Gives back what a key holds or has used, of all its codes: the order was cancelled, or the payment failed. Repeating it changes
 * nothing. A voucher that an order has used stays used, unless `VoucherSettings.cancelledUse` says otherwise (P8).
 */
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

/**
 * Whether somebody may try what the host lets people try by itself, such as a sign-in (`scope`): asked before the attempt, it takes a
 * token of the visitor's buckets; told `known` after it, it gives the token back (`true`) or notes the failure (`false`).
 */
export interface AdmitCall {
  verb: 'admit';
  scope: string;
  from: Visitor;
  known?: boolean;
}

export interface Admitted {
  answer: 'admitted';
}

export interface Throttled {
  answer: 'throttled';
  waitMs: number;
}

/**
 * The order is paid (P3): issues quantity × `voucherCodes` codes for each line, and makes the first 500 of them at once. Repeated, late or out of
 * order it makes nothing twice: of a line, the largest quantity that was ever told counts. Of an order that was cancelled nothing is made.
 */
export interface PurchaseCall {
  verb: 'purchase';
  order: string;
  /** Who paid: the codes are of the account, or else of the address. */
  buyer: Buyer;
  /** A line's `id` within the order; `voucherTemplate` is required where there are codes. */
  lines: Array<{ id: string; quantity: number; voucherCodes: number; voucherTemplate?: string }>;
}

/** How far the codes of an order are. */
export interface Purchased {
  answer: 'purchased';
  order: string;
  /** Absent when no codes were ever issued for it. */
  owner?: string;
  wanted: number;
  made: number;
  cancelledAt?: Millis;
}

/** Makes the next 500 codes that are wanted: of the order, which is answered with `Purchased`, or of the oldest. */
export interface MintCall {
  verb: 'mint';
  order?: string;
}

export interface Minted {
  answer: 'minted';
  /** False when there was nothing to make. */
  changed: boolean;
}

/** The order is cancelled: no more codes are made for it; what becomes of its unused ones is `VoucherSettings.cancelledPurchase`'s word (P8). */
export interface CancelPurchaseCall {
  verb: 'cancelPurchase';
  order: string;
}

export interface PurchaseCancelled {
  answer: 'purchaseCancelled';
  order: string;
  /** False when it had no codes, or was cancelled before. */
  changed: boolean;
  /** Unused codes that were blocked just now. */
  blocked: number;
}

/** The vouchers that a customer bought (P4), a page of them. Codes that no purchase has made are never among them. */
export interface VouchersCall {
  verb: 'vouchers';
  /** `id` says whose, `groups` are held against `VoucherSettings.roles`. */
  buyer: Buyer;
  order?: string;
  status?: VoucherStatus;
  /** Id of a template. */
  template?: string;
  /** Those whose code begins like this, however it is typed; they come by code. */
  prefix?: string;
  /** `created` when absent. */
  sort?: 'created' | 'code' | 'usedAt';
  /** True when absent. */
  descending?: boolean;
  /** `cursor` or, with `back`, `previous` of another page. */
  cursor?: string;
  back?: boolean;
  /** 1 to 1000; 25 when absent. */
  limit?: number;
}

/** Derived, never set (P7): `used` from the moment an order or a merchant has taken its use. */
export type VoucherStatus = 'active' | 'used' | 'blocked' | 'expired';

export interface Voucher {
  code: string;
  status: VoucherStatus;
  usedAt?: Millis;
  /** The order that used it; absent when a merchant did. */
  usedBy?: string;
  merchantId?: string;
  /** The id of its template, by which pages can be narrowed. */
  template: string;
  /** The name of its template: its type. */
  name: string;
  /** The order it was bought with. */
  order: string;
  owner: string;
  createdAt: Millis;
  endAt: Millis;
}

export interface Vouchers {
  answer: 'vouchers';
  /** False for who is in none of the roles that may see vouchers. */
  allowed: boolean;
  vouchers: Voucher[];
  /** Of the next page; absent on the last. */
  cursor?: string;
  /** Of the page before; absent on the first. */
  previous?: string;
}

/** The same as CSV; the first page has the header. */
export interface VoucherTableCall extends Omit<VouchersCall, 'verb'> {
  verb: 'voucherTable';
}

export interface VoucherTable {
  answer: 'voucherTable';
  allowed: boolean;
  table: string;
  cursor?: string;
}

/** QR codes, a hundred texts at most. */
export interface QrCall {
  verb: 'qr';
  texts: string[];
}

/** An SVG of one path for each text. */
export interface Drawn {
  answer: 'drawn';
  svgs: string[];
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
  | EvaluateCall | CombineCall | CheckCall | GenerateCall | FormatCall | RefundCall | LintCall | PriceCall | HoldCall
  | CommitCall | RedeemCall | ReleaseCall | AdmitCall | PurchaseCall | MintCall | CancelPurchaseCall | VouchersCall | VoucherTableCall
  | QrCall | HttpCall;
export type Answer =
  | Applied | Rejected | Combined | Failed | Checked | Generated | Formatted | Refunded | Linted | Priced | Held | Redeemed
  | Released | Admitted | Throttled | Purchased | Minted | PurchaseCancelled | Vouchers | VoucherTable | Drawn | HttpAnswer;

// ---------------------------------------------------------------- HTTP bodies
//
// Every path, parameter and status is in `GET /api/openapi.json`. `HEAD` is `GET` without the body.
//
// A request that changes something (but those below `/api/admin/`) may carry `Idempotency-Key`: 1 to 255 printable ASCII
// characters of the caller's choice. Sent again within two days, it is not carried out again: the first answer comes back,
// byte for byte, with `Idempotency-Replayed: true`. Another request with the key is 422; 409 with `Retry-After` while the first
// is still running, for a minute at most. Not kept is what settles nothing: 401, 503, and faults found before the caller is known.

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
  conditions?: Rule[];
}

/** `GET` and `PUT /api/admin/site` (back office only). */
export interface Site {
  platform: Platform;
  /** Ignored, and absent from answers, unless the platform can do it (D1). */
  dynamicCoupons?: boolean;
  env: Env;
  modalities: Modality[];
  /** Codes that a cart may have, 1 at least; any number when absent. */
  maxCodes?: number;
  /** Which of the codes that do not go together apply; `priority` when absent. */
  choose?: 'priority' | 'best';
  /** How many wrong codes one may enter in a row (1 to 1000), and after how long they are forgotten (10 to 86400). 5 in 300 s when absent. */
  attempts?: { limit: number; lifetimeSeconds: number };
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

/** `GET /api/admin/attempts` (back office only): failed attempts of thirty days, the latest first, like ones of one source counted. */
export interface Attempts {
  attempts: Array<{
    /** `code`, or the `scope` of an `AdmitCall`. */
    scope: string;
    /** Beginnings of keyed hashes. */
    remoteAddress?: string;
    session?: string;
    holder?: string;
    /** Masked. */
    code?: string;
    /** `throttled`: there was no token for it, right or wrong. */
    outcome: 'refused' | 'throttled';
    count: number;
    /** Of the first. */
    createdAt: Millis;
    /** Of the last. */
    atMs: Millis;
  }>;
}

/** `merchant`: it redeems vouchers, and does nothing else. */
export type KeyKind = 'private' | 'integrator' | 'merchant';

/** `POST /api/admin/keys` (back office only): 201 answers `Secret`. */
export interface KeyBody {
  kind: KeyKind;
  name: string;
  /** With `integrator`, and required there: what it calls this shop's organization. */
  externalId?: string;
}

/** `POST /api/admin/keys/rotate?kind=&id=`: another secret; 200 answers it. */
export interface RotateBody {
  /** How long the one before still counts: a day when absent, thirty at most. */
  lifetimeSeconds?: number;
}

/** The only answers that hold a secret. */
export interface Secret {
  kind: KeyKind;
  id: string;
  key: string;
}

/** `GET /api/admin/keys`, and `DELETE …?kind=&id=`, which revokes one. */
export interface Keys {
  rows: Array<{
    kind: KeyKind;
    id: string;
    name: string;
    createdAt?: Millis;
    /** To the minute. */
    usedAt?: Millis;
    /** Until then the secret before this one counts too. */
    endAt?: Millis;
    /** False once it was revoked. */
    active: boolean;
  }>;
}

/**
 * `GET /api/coupons/CODE`, `POST /api/coupons/CODE/deactivate` and `/activate`, `DELETE /api/coupons/CODE`: by the back office,
 * with `Authorization: Bearer PRIVATE-KEY`, or by an integrator with `Integration-Token` and `Organization-External-Id`.
 * `?env=` names the environment; the shop's own when absent. 404 for an unknown code; a code that a use was ever taken of is
 * not deleted (409 `in_use`), and a deleted one is answered as it was.
 */
export type StoredCoupon = Coupon & { env: Env; redeemed: number };

/**
 * `GET /api/coupons?env=…&active=true&prefix=…&limit=25&cursor=…` (callers as above), and `GET /api/admin/coupons?cursor=…` (back
 * office only, both environments): newest first. `limit` is 1 to 100; large coupons make a page shorter.
 */
export interface CouponPage {
  coupons: StoredCoupon[];
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
  /** Codes for few uses that can be guessed: short, in sequence, or a word and a number. They are imported all the same. */
  findings: number;
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

/**
 * `GET /api/voucher16274?code=…&merchant_id=…`, or `POST` with `VoucherBody` (P5); the number is the shop's. With a merchant's id a voucher
 * is redeemed at once, and exactly one caller is told `code_valid` with `redeemed_date`. Dates are ISO 8601 in the shop's zone. Who sends no key
 * has five wrong codes (429). An `Idempotency-Key` is of the merchant: sent again, a lost answer comes again.
 */
export interface VoucherBody {
  code?: string;
  merchant_id?: string;
}

export type VoucherAnswer =
  | { status: 'code_valid'; valid_until: string; redeemed_date?: string; redeemed_merchant_id?: string }
  | { status: 'code_already_used'; redeemed_date: string; redeemed_merchant_id?: string }
  | { status: 'code_invalid' };

/** `GET` and `PUT /api/admin/vouchers/settings` (back office only). */
export interface VoucherSettings {
  /** 16274 when absent. */
  number?: number;
  /** Whether the redemption API asks for a key (`merchant` or `private`); false when absent. */
  requireKey?: boolean;
  /** Groups of customers that may see the vouchers they bought; nobody when absent. */
  roles?: string[];
  /** Unused codes of a cancelled purchase; `keep` when absent. */
  cancelledPurchase?: 'keep' | 'block';
  /** A code whose using order is cancelled; `keep` when absent. */
  cancelledUse?: 'keep' | 'giveBack';
}

/**
 * A template of type *voucher for product purchase* (P2). `GET` and `POST /api/admin/vouchers/templates`, `DELETE …?id=` (back office only). An
 * order takes the rules as they are when it is paid.
 */
export interface VoucherTemplate {
  id: string;
  name: string;
  type?: 'product_purchase';
  /** Any coupon; its `code` is the pattern of the codes, such as `####-#####-####`. Each of them is good for one use. */
  coupon: Coupon;
  /** Days after the day of issue, the last one whole, in the shop's zone. This or `endOn`. */
  lifetimeDays?: number;
  /** `2027-03-31`: the last day. */
  endOn?: string;
}

export interface VoucherTemplates {
  templates: VoucherTemplate[];
}

/** `GET /api/admin/vouchers?env=&status=&owner=&order=&prefix=&cursor=&back=` (back office only): of everybody. */
export interface VoucherPage {
  vouchers: Voucher[];
  cursor?: string;
  previous?: string;
}

/** `GET /api/admin/vouchers/history?code=` (back office only): the audit trail of one voucher, the oldest first. */
export interface VoucherHistory {
  voucher: Voucher;
  events: Array<{
    atMs: Millis;
    event: 'created' | 'used' | 'redeemed' | 'kept' | 'givenBack' | 'blocked' | 'unblocked';
    order?: string;
    merchantId?: string;
  }>;
}

/** Body of every answer with a status of 400 and above. */
export interface HttpError {
  error: string;
  message: string;
  faults?: Fault[];
}
