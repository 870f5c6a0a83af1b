/** What can be done with a key: it is replaced, with a time of grace for the one before, or revoked. */
import { succeeded } from './api.js';
import { h, select } from './dom.js';
import { moment } from './texts.js';

const button = (props, name) => h('button', { type: 'button', class: 'small quiet', ...props }, name);
const DAY = 86_400;
const GRACE = [[0, 'at once'], [3600, 'in an hour'], [DAY, 'in a day'], [7 * DAY, 'in a week'], [30 * DAY, 'in thirty days']];

/**
 * @param {object} of
 * @param {{ kind: string, id: string, name: string }} of.key
 * @param {(method: string, path: string, body?: object) => Promise<import('./api.js').ShopAnswer>} of.send
 * @param {(secret: { key: string }, name: string, until: string) => void} of.replaced
 * @param {(keys: any[]) => void} of.revoked told which keys there are now
 * @param {(answer: import('./api.js').ShopAnswer) => void} of.failed
 */
export function keyActions({ key: { kind, id, name }, send, replaced, revoked, failed }) {
  const box = h('div', { class: 'row' });
  const which = `?kind=${kind}&id=${encodeURIComponent(id)}`;
  offer();
  return box;

  function offer() {
    box.replaceChildren(
      button({ 'aria-label': `Replace ${name}`, onclick: askReplace }, 'Replace'),
      button({ 'aria-label': `Revoke ${name}`, onclick: askRevoke }, 'Revoke'));
  }

  function keep() {
    return button({ onclick: () => { offer(); box.querySelector('button').focus(); } }, 'Keep');
  }

  function askReplace() {
    const grace = select({ 'aria-label': `The old key of ${name} ends` }, GRACE.map(([seconds, text]) => [String(seconds), text]), String(DAY));
    const yes = button({ 'aria-label': `Replace ${name} now`, onclick: () => replace(Number(grace.value)) }, 'Replace');
    box.replaceChildren(h('span', {}, 'The old one ends'), grace, yes, keep());
    grace.focus();
  }

  function askRevoke() {
    const last = keep();
    box.replaceChildren(h('span', {}, 'Whoever uses it is locked out. Revoke it?'),
      button({ 'aria-label': `Revoke ${name} now`, onclick: revoke }, 'Revoke'), last);
    last.focus();
  }

  async function replace(lifetimeSeconds) {
    const answer = await send('POST', `/admin/keys/rotate${which}`, { lifetimeSeconds });
    offer();
    if (!succeeded(answer)) return failed(answer);
    const until = lifetimeSeconds === 0
      ? 'The one before does not open anything any more.'
      : `The one before still opens the same until ${moment(Date.now() + lifetimeSeconds * 1000)}; one from before that does not any more.`;
    replaced(answer.json, name, until);
  }

  async function revoke() {
    const answer = await send('DELETE', `/admin/keys${which}`);
    if (succeeded(answer)) return revoked(answer.json.rows);
    offer();
    failed(answer);
  }
}
