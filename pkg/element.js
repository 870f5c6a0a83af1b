/**
 * `<remise-coupon>`: a coupon field round a plain form (README.md says which).
 *
 * It renders answers. Whether a code is well typed is the checker's word, what it does to a cart the engine's, in the
 * shop or in the browser; amounts and reasons come as texts. Here is only what a field does: wait, send, show, say so.
 *
 * Whether a cart has one code or several shows in the shop's answers: with `coupons` the codes stand in a list, and the field
 * stays free for the next one.
 *
 * @typedef {import('./types.d.ts').Priced} Priced
 * @typedef {import('./types.d.ts').Checked} Checked
 * @typedef {import('./types.d.ts').Cart} Cart
 */
import { codesList, entered, toldOfAll } from './element-codes.js';
import { askShop } from './element-shop.js';
import { parts } from './element-parts.js';
import { words } from './element-words.js';

/** A shopper who pauses this long has typed what was to be typed. */
const PAUSE_MS = 500;
/** An answer that comes sooner needs no "checking". */
const PATIENCE_MS = 250;

export class RemiseCoupon extends HTMLElement {
  /** @type {ReturnType<typeof parts> | undefined} */ #parts;
  /** @type {ReturnType<typeof codesList> | undefined} */ #codes;
  /** @type {Priced | undefined} */ #priced;
  /** @type {Cart | undefined} */ #cart;
  /** When `#priced` came, by the monotonic clock. */ #pricedAt = 0;
  /** What is under way; a newer act ends it. */ #act = new AbortController();
  #pause = 0;
  /** A code that was called mistyped. Applied once more as it is, it goes to the shop: it may be a hand-made one. */ #doubted = '';
  /** @type {import('./checker.d.ts').Checker | undefined} */ #checker;

  connectedCallback() {
    if (this.#parts) return;
    this.#parts = parts(this, this.#words);
    if (!this.#parts) return;
    const { form, input, remove } = this.#parts;
    input.addEventListener('focus', () => this.#loadChecker(), { once: true });
    input.addEventListener('input', (event) => this.#typed(event));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    remove.addEventListener('click', () => this.#remove());
    this.dataset.state = 'idle';
    this.#restore();
  }

  disconnectedCallback() {
    this.#begin();
  }

  get priced() {
    return this.#priced;
  }

  /** A newer answer of the shop, which the page got by itself. */
  set priced(priced) {
    if (!this.#parts || !priced) return;
    this.#begin();
    this.#take(priced);
  }

  get cart() {
    return this.#cart;
  }

  set cart(cart) {
    this.#cart = cart;
    if (cart && this.#offer) this.#preview(cart);
  }

  /** What the one code can be decided by here; how several go together only the shop can say. */
  get #offer() {
    const { coupons, offers, offer } = this.#priced ?? {};
    return coupons ? (coupons.length === 1 ? offers?.[0] : undefined) : offer;
  }

  get #words() {
    return words(this.getAttribute('locale') || document.documentElement.lang || 'en');
  }

  /** The page's own answer, where it came with one. */
  #restore() {
    const given = this.getAttribute('priced');
    if (!given) return;
    const priced = JSON.parse(given);
    if (priced.coupons) return this.#takeCodes(priced, { sentences: [] });
    const code = priced.coupon?.code;
    if (code && priced.coupon.answer === 'rejected') this.#parts.input.value = code;
    this.#take(priced);
  }

  // ---- typing

  async #loadChecker() {
    try {
      this.#checker ??= await (await import('./checker.js')).load();
    } catch {
      // Without it every code is the shop's to judge.
    }
  }

  /** @returns {Checked | undefined} nothing where the checker could not be had */
  #check() {
    const patterns = JSON.parse(this.getAttribute('patterns') || '[]');
    const checked = this.#checker?.check({ code: this.#parts.input.value, patterns });
    return checked?.answer === 'checked' ? checked : undefined;
  }

  /** @param {InputEvent} event */
  async #typed(event) {
    const signal = this.#begin();
    this.#show('idle');
    const { input } = this.#parts;
    if (!this.#checker) await this.#loadChecker();
    if (signal.aborted || event.isComposing) return;
    if (!input.value.trim()) return this.#mark(undefined);
    const checked = this.#check();
    this.#mark(checked?.form);
    if (checked?.form === 'mistyped') this.#show('refused', 'bad', this.#words.mistyped);
    if (checked?.form !== 'valid') return;
    // As it stands on the card; but never under a caret in the middle, or against a hand that deletes.
    const atEnd = input.selectionStart === input.value.length;
    if (atEnd && !event.inputType?.startsWith('delete')) input.value = checked.code;
    this.#pause = setTimeout(() => this.#apply(), PAUSE_MS);
  }

  // ---- acting

  async #submit() {
    const signal = this.#begin();
    const { input } = this.#parts;
    if (!input.value.trim()) {
      input.focus();
      if (this.#codes && this.dataset.state === 'applied') return; // an Enter that was on its way when the code went by itself
      return this.#show('idle', '', this.#words.empty);
    }
    if (!this.#checker) await this.#loadChecker();
    if (signal.aborted) return;
    const checked = this.#check();
    this.#mark(checked?.form);
    if (checked?.form === 'mistyped' && this.#doubted !== input.value) {
      this.#doubted = input.value;
      input.focus();
      return this.#show('refused', 'bad', this.#words.mistyped, this.#words.sendAnyway);
    }
    this.#apply();
  }

  async #apply() {
    const code = this.#parts.input.value.trim();
    const priced = await this.#ask('POST', this.#words.checking, { code });
    if (!priced) return;
    if (priced.coupons) {
      this.#takeCodes(priced, entered(priced, this.#priced?.coupons ?? [], this.#words));
      this.#parts.input.value = '';
      this.#mark(undefined);
      return this.#tell('remise-priced', priced);
    }
    const inside = this.contains(document.activeElement);
    this.#take(priced);
    // The ticket, not its button: an Enter already on its way must not remove what it was to apply.
    if (inside && this.dataset.state === 'applied') this.#parts.ticket.focus();
    this.#tell('remise-priced', priced);
  }

  /** @param {string} [code] of several the one to be removed */
  async #remove(code) {
    const priced = await this.#ask('DELETE', this.#words.removing, code === undefined ? undefined : { code });
    if (!priced) return;
    if (priced.coupons) {
      this.#takeCodes(priced, { sentences: [this.#words.removed, ...toldOfAll(priced, this.#words)] });
      this.#parts.input.focus();
      return this.#tell('remise-priced', priced);
    }
    this.#parts.input.value = '';
    this.#mark(undefined);
    this.#take(priced);
    if (!priced.coupon) this.#show('idle', '', this.#words.removed);
    this.#parts.input.focus();
    this.#tell('remise-priced', priced);
  }

  /** @returns {Promise<Priced | undefined>} nothing when there was a problem, which is shown, or a newer act */
  async #ask(method, waiting, body) {
    const signal = this.#begin();
    const state = this.dataset.state;
    const busy = state === 'applied' ? state : 'checking';
    const patience = setTimeout(() => this.#show(busy, '', waiting), PATIENCE_MS);
    this.dataset.state = busy;
    try {
      const csrf = this.getAttribute('csrf') ?? '';
      const answer = await askShop(this.getAttribute('endpoint') ?? '', { method, csrf, body, signal });
      signal.throwIfAborted();
      if ('priced' in answer) return answer.priced;
      const sentence = this.#words[answer.problem];
      this.#show(state === 'applied' ? state : 'idle', 'bad', typeof sentence === 'string' ? sentence : sentence(answer.minutes));
    } catch (cause) {
      if (!signal.aborted) throw cause;
    } finally {
      clearTimeout(patience);
    }
    return undefined;
  }

  /** Ends what was under way. */
  #begin() {
    clearTimeout(this.#pause);
    this.#act.abort();
    this.#act = new AbortController();
    return this.#act.signal;
  }

  // ---- showing

  /** @param {Priced} priced */
  #take(priced) {
    if (priced.coupons) return this.#takeCodes(priced, { sentences: toldOfAll(priced, this.#words) });
    this.#priced = priced;
    this.#pricedAt = performance.now();
    const { coupon } = priced;
    if (!coupon) return this.#show('idle');
    if (coupon.answer === 'rejected') {
      return this.#show(...(priced.offer ? ['lacking', 'warn'] : ['refused', 'bad']), ...coupon.reasons.map((reason) => reason.message));
    }
    this.#parts.fill(coupon.code, this.#words.off(priced.discountText), this.#words.removeLabel(coupon.code));
    this.#show('applied', 'good', this.#words.applied(priced.discountText, priced.totalText));
  }

  /**
   * @param {Priced} priced
   * @param {{ newest?: import('./element-codes.js').Coupon, sentences: string[] }} told
   */
  #takeCodes(priced, { newest, sentences }) {
    this.#priced = priced;
    this.#pricedAt = performance.now();
    this.#codes ??= codesList(this, this.#words, (code) => this.#remove(code));
    this.dataset.several = '';
    this.#codes.draw(priced.coupons);
    const lacks = newest?.answer === 'rejected';
    const isOffered = lacks && priced.offers?.some(({ coupon }) => coupon.code === newest.code);
    const applies = newest ? !lacks : priced.coupons.some(({ answer }) => answer === 'applied');
    const [state, kind] = applies ? ['applied', 'good'] : isOffered ? ['lacking', 'warn'] : lacks ? ['refused', 'bad'] : ['idle', ''];
    this.#show(state, kind, ...sentences);
  }

  /**
   * Decides the changed cart here. The facts of the offer are the shop's of a while ago; its clock has gone on since.
   *
   * @param {Cart} cart
   */
  async #preview(cart) {
    const remise = await (await import('./till.js')).load();
    const offer = this.#offer;
    if (!offer || this.#cart !== cart) return;
    const nowMs = offer.clock.nowMs + Math.round(performance.now() - this.#pricedAt);
    const answer = remise.evaluate({ ...offer, cart, clock: { ...offer.clock, nowMs } });
    if (answer.answer === 'error') throw new Error(answer.faults.map((fault) => `${fault.path}: ${fault.message}`).join('; '));
    const texts = answer.answer === 'applied' ? this.#texts(remise, answer) : undefined;
    this.#showPreview(answer, texts);
    this.#tell('remise-preview', { answer, texts });
  }

  #texts(remise, { currency, subtotalMinor, discountMinor, totalMinor }) {
    const amounts = [subtotalMinor, discountMinor, totalMinor].map((minor) => ({ minor, currency }));
    const formatted = remise.format({ locale: this.getAttribute('locale') ?? undefined, amounts });
    const [subtotal, discount, total] = formatted.texts;
    return { subtotal, discount, total };
  }

  #showPreview(answer, texts) {
    const says = this.#words;
    if (this.#codes) {
      this.#codes.draw([{ ...answer, discountText: texts?.discount }]);
      const sentences = texts ? [says.applied(texts.discount, texts.total)] : answer.reasons.map((reason) => reason.message);
      return this.#show(texts ? 'applied' : 'lacking', texts ? 'good' : 'warn', ...sentences);
    }
    if (this.dataset.state !== 'applied') {
      const sentences = texts ? [says.wouldApply(texts.discount)] : answer.reasons.map((reason) => reason.message);
      return this.#show('lacking', texts ? 'good' : 'warn', ...sentences);
    }
    if (texts) {
      this.#parts.fill(answer.code, says.off(texts.discount), says.removeLabel(answer.code));
      return this.#show('applied', 'good', says.applied(texts.discount, texts.total));
    }
    this.#parts.fill(answer.code, says.notNow, says.removeLabel(answer.code), true);
    this.#show('applied', 'warn', ...answer.reasons.map((reason) => reason.message));
  }

  #show(state, kind = '', ...sentences) {
    this.dataset.state = state;
    this.#parts.say(kind, sentences);
  }

  /** @param {Checked['form'] | undefined} form */
  #mark(form) {
    if (form) this.dataset.form = form;
    else delete this.dataset.form;
    this.#parts.input.setAttribute('aria-invalid', String(form === 'mistyped'));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define('remise-coupon', RemiseCoupon);
