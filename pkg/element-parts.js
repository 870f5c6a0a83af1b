/** The field's elements: the page's own form, and what is added below it. */

let count = 0;

/**
 * Finds the form, adds the ticket and the line for messages, and takes away what was there for pages without JavaScript.
 *
 * @param {HTMLElement} host
 * @param {ReturnType<import('./element-words.js').words>} says
 */
export function parts(host, says) {
  const input = /** @type {HTMLInputElement | null} */ (host.querySelector('form input[name="code"]'));
  const form = input?.form;
  if (!input || !form) return undefined;
  host.querySelectorAll('[data-fallback]').forEach((element) => element.remove());

  const status = made('div', 'remise-status', { role: 'status', id: `remise-status-${(count += 1)}` });
  const code = made('span', 'remise-code');
  const amount = made('span', 'remise-amount');
  const remove = made('button', 'remise-remove quiet', { type: 'button' });
  remove.textContent = says.remove;
  const ticket = made('div', 'remise-ticket', { role: 'group', 'aria-label': says.ticket, tabindex: '-1' });
  ticket.append(code, amount, remove);
  host.append(ticket, status);
  prepare(form, input, status.id);

  return {
    form,
    input,
    ticket,
    remove,
    /** What stands on the ticket; `off` when it does not apply for the moment. */
    fill(codeText, amountText, removeLabel, off = false) {
      code.textContent = codeText;
      amount.textContent = amountText;
      remove.setAttribute('aria-label', removeLabel);
      ticket.toggleAttribute('data-off', off);
    },
    /** A live region speaks whenever it is written: the same words are not written twice. */
    say(kind, sentences) {
      status.dataset.kind = kind;
      if ([...status.children].map((child) => child.textContent).join('\n') === sentences.join('\n')) return;
      status.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement('p'), { textContent: sentence })));
    },
  };
}

function prepare(form, input, statusId) {
  form.classList.add('remise-entry');
  form.noValidate = true; // the browser's own bubble would say less, and elsewhere
  const hints = { autocomplete: 'off', autocapitalize: 'characters', autocorrect: 'off', enterkeyhint: 'go', spellcheck: 'false' };
  Object.entries(hints).forEach(([name, value]) => input.setAttribute(name, value));
  const described = input.getAttribute('aria-describedby');
  input.setAttribute('aria-describedby', described ? `${described} ${statusId}` : statusId);
}

export function made(tag, className, attributes = {}) {
  const element = Object.assign(document.createElement(tag), { className });
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}
