/**
 * What an HTTP status says about a test request (D5), in the words of somebody who runs a shop.
 *
 * @param {import('./api.js').ShopAnswer} answer
 * @param {boolean} created whether it carries a code
 */
export function explain({ status, silent }, created) {
  if (silent) return { kind: 'bad', status: 'none', title: 'No answer: the connection failed.', text: SILENT[silent] };
  if (status >= 500) {
    return { kind: 'bad', status, title: 'The connection or the server failed.', text: `${SERVER[status] ?? SERVER.other} The server’s error log knows more.` };
  }
  if (status >= 400) return { kind: 'warn', status, title: 'The server answered, but refuses.', text: CLIENT[status] ?? CLIENT.other };
  if (created) return { kind: 'good', status, title: 'The shop was reached and created the coupon.', text: 'Its code works in the checkout right away.' };
  if (status >= 200 && status < 300) {
    return {
      kind: 'warn',
      status,
      title: 'The page was reached, but no code was created.',
      text: 'Most likely something failed inside the shop while it answered. The returned content below often says what.',
    };
  }
  return { kind: 'warn', status, title: 'The server sent the request elsewhere.', text: 'Check the address of the shop; a redirect loses the request.' };
}

const SILENT = {
  timeout: 'The server did not answer within 8 seconds. It may be overloaded, or a firewall swallows the request.',
  network: 'The server could not be reached. Check that the shop is online and that its address and certificate are right.',
};

const CLIENT = {
  400: 'It did not understand the request (400).',
  401: 'Access is not allowed: it wants a valid key or a session (401). Check the private key, or sign in to the shop again.',
  403: 'Access is not allowed (403). A firewall, a maintenance mode or missing rights may be the cause.',
  404: 'The page does not exist (404). Check that the module is installed and active, and that the shop’s address is right.',
  405: 'The page exists, but takes no such request (405). Another module may sit on the same address.',
  409: 'The request does not fit the shop’s present state (409). The returned content says why.',
  419: 'The session’s token has expired (419). Reload this page and try again.',
  429: 'Too many requests in a short time (429). Wait a few minutes, then try again.',
  other: 'The resource is missing, or access to it is not allowed.',
};

const SERVER = {
  500: 'The server failed while it was making the answer (500).',
  502: 'The server in front could not reach the shop (502).',
  503: 'The shop is not available at the moment, perhaps in maintenance (503).',
  504: 'The shop did not answer the server in front of it in time (504).',
  other: 'The server failed while it was making the answer, or could not be reached.',
};
