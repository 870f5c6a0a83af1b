/** Dynamic coupons: switch them on, find the guide, and test the way from here to the shop. */
import { succeeded } from './api.js';
import { h, live } from './dom.js';
import { problem } from './problem.js';
import { simulateBlock } from './simulate.js';
import { testBlock } from './test-coupon.js';

export function dynamicSection(context) {
  const body = h('div', { class: 'stack loose' });
  const result = live();
  draw();
  return h('section', { class: 'stack loose', 'aria-labelledby': 'title' },
    h('header', { class: 'stack tight' },
      h('h1', { id: 'title' }, 'Dynamic coupons'),
      h('p', { class: 'soft' }, 'Unique codes, created on demand in the shop itself, that its own checkout accepts.')),
    body);

  function draw() {
    const { site, config } = context;
    body.replaceChildren(
      switchCard(site),
      ...(site.dynamicCoupons ? [testBlock(context)] : []),
      ...(site.dynamicCoupons && config.simulate ? [simulateBlock(context)] : []));
  }

  function switchCard({ dynamicCoupons: on, guide, platform, platforms }) {
    const name = platforms.find(({ id }) => id === platform)?.name ?? platform;
    return h('div', { class: 'card stack' },
      h('div', { class: 'row apart' },
        h('div', { class: 'row' },
          h('h2', {}, name),
          h('span', { class: 'badge', 'data-kind': on ? 'good' : undefined }, on ? 'Active' : 'Not active')),
        h('button', { type: 'button', class: on ? '' : 'primary', id: 'switch', onclick: () => turn(!on) }, on ? 'Deactivate' : 'Activate')),
      h('p', {}, on
        ? 'Other systems may ask this shop for a coupon now; each gets a code of its own.'
        : 'Nobody can ask this shop for coupons yet.'),
      guide && h('p', {}, h('a', { href: (context.config.pages ?? '') + guide }, `How to set up dynamic coupons in ${name}`)),
      result);
  }

  async function turn(on) {
    const { platform, env, modalities, maxCodes, choose, attempts } = context.site;
    const wanted = { platform, env, modalities, dynamicCoupons: on, maxCodes, choose, attempts };
    const answer = await context.send('PUT', '/admin/site', wanted);
    if (!succeeded(answer)) return result.replaceChildren(problem(answer));
    context.setSite(answer.json);
    result.replaceChildren();
    draw();
    document.getElementById('switch')?.focus();
  }
}
