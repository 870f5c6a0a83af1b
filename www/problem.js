/** What went wrong between console and shop, in a sentence and with the faults the shop named. */
import { h, notice } from './dom.js';

/** @param {import('./api.js').ShopAnswer} answer */
export function problem(answer, again) {
  return notice('bad',
    h('p', {}, h('strong', {}, title(answer))),
    answer.json?.message && h('p', {}, answer.json.message),
    faults(answer.json?.faults),
    again && h('p', {}, h('button', { type: 'button', onclick: again }, 'Try again')));
}

function title({ status, silent }) {
  if (silent === 'timeout') return 'The shop gave no answer in time.';
  if (silent) return 'The shop cannot be reached.';
  if (status === 401 || status === 403) return 'You are not signed in to the shop any more.';
  if (status === 419) return 'This page is too old. Please reload it.';
  if (status >= 500) return `The shop failed while answering (HTTP ${status}).`;
  return `The shop refused (HTTP ${status}).`;
}

/** A list of faults, each with its JSON path; nothing when there is none. */
export function faults(list) {
  if (!list?.length) return undefined;
  return h('ul', { class: 'faults' }, list.map((fault) =>
    h('li', {}, h('code', {}, fault.path), ' ', fault.message)));
}
