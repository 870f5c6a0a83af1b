/** Instants and names as texts. Amounts of money are never made here: the engine's `format` writes those. */

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** @param {number | undefined} millis */
export const moment = (millis) => (millis === undefined ? undefined : DATE.format(millis));

/** What a coupon is worth, as its owner wrote it. */
export function worth({ valueMask, value = 0, type = 'VALUE', currency = '' }) {
  return valueMask ?? (type === 'PERCENTAGE' ? `${value} %` : `${value} ${currency}`.trim());
}

/** When a coupon applies. */
export function span({ startAt, endAt, enabledExpiration }) {
  const from = moment(startAt);
  const until = enabledExpiration === false ? undefined : moment(endAt);
  if (from && until) return `${from} – ${until}`;
  if (from) return `from ${from}`;
  return until ? `until ${until}` : 'always';
}
