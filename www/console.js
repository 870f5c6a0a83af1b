/** The console: reads where it is, asks for the site once, and shows the section the address names. */
import { ask, shopApi, succeeded } from './api.js';
import { attemptsSection } from './attempts.js';
import { couponsSection } from './coupons.js';
import { h, notice } from './dom.js';
import { dynamicSection } from './dynamic.js';
import { filesSection } from './files.js';
import { keysSection } from './keys.js';
import { problem } from './problem.js';
import { siteSection } from './site.js';
import { trySection } from './try.js';
import { vouchersSection } from './vouchers.js';

const main = document.getElementById('main');
const nav = document.getElementById('sections');

const SECTIONS = {
  site: siteSection,
  dynamic: dynamicSection,
  coupons: couponsSection,
  files: filesSection,
  vouchers: vouchersSection,
  try: trySection,
  keys: keysSection,
  attempts: attemptsSection,
};

/**
 * What every section is given. `site` is the shop's last answer; `setSite` takes a newer one.
 *
 * @type {{ config?: any, send?: Function, site?: import('../pkg/types.d.ts').SiteAnswer, setSite: (site: any) => void, engine: () => Promise<any> }}
 */
const context = { setSite, engine };

start();

async function start() {
  main.replaceChildren(h('p', { class: 'loading', role: 'status' }, 'Opening the console …'));
  // A back office that makes this page itself says where they are.
  const config = await ask(document.documentElement.dataset.config ?? 'config.json');
  if (config.status === 401) return main.replaceChildren(signIn());
  if (!succeeded(config)) return main.replaceChildren(problem(config, start));
  context.config = config.json;
  context.send = shopApi(config.json);
  const site = await context.send('GET', '/admin/site');
  if (!succeeded(site)) return main.replaceChildren(problem(site, start));
  document.getElementById('shop').textContent = config.json.shop ?? '';
  setSite(site.json);
  nav.hidden = false;
  addEventListener('hashchange', show);
  show();
}

function signIn() {
  return h('section', { class: 'card stack narrow' },
    h('h1', {}, 'Sign in first'),
    h('p', {}, 'The console belongs to the shop’s back office. Sign in there, then come back.'),
    h('p', {}, h('a', { class: 'button primary', href: '/admin' }, 'Go to the back office')));
}

/** D1: what the platform cannot do is not in the navigation either. */
function setSite(site) {
  context.site = site;
  const { platforms, platform, env } = site;
  const able = platforms.some(({ id, dynamicCoupons }) => id === platform && dynamicCoupons);
  nav.querySelector('[data-needs="dynamic-coupons"]').hidden = !able;
  document.getElementById('environment').replaceChildren(
    h('span', { class: 'badge', 'data-kind': env === 'prod' ? 'good' : 'warn' }, env === 'prod' ? 'Production' : 'Development'));
}

function show() {
  const wanted = location.hash.slice(1).split('=')[0];
  if (wanted === 'main') return;
  const link = nav.querySelector(`li:not([hidden]) > a[href="#${CSS.escape(wanted)}"]`) ?? nav.querySelector('a');
  const name = link.hash.slice(1);
  nav.querySelectorAll('a').forEach((other) => other.toggleAttribute('aria-current', false));
  link.setAttribute('aria-current', 'page');
  document.title = `${link.textContent} · Remise console`;
  main.replaceChildren(SECTIONS[name](context));
  // A screen reader follows the new page; on the first page it starts at the top by itself.
  if (show.again) main.focus({ preventScroll: true });
  show.again = true;
  scrollTo(0, 0);
}

/** The engine in this browser, fetched when a section first needs it. */
async function engine() {
  const { load } = await import(context.config.pkg ?? '/pkg/index.js');
  return load();
}

/** An engine that cannot be loaded must not leave an empty page behind. */
addEventListener('unhandledrejection', ({ reason }) => {
  main.prepend(notice('bad', h('p', {}, h('strong', {}, 'Something in this page failed.')), h('p', {}, reason?.message ?? String(reason))));
});
