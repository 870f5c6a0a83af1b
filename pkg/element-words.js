/**
 * The field's own sentences. What a rule says comes from the engine (`reasons[].message`); here stands only what no
 * engine could answer: that nobody answered, or what a button does.
 */

const en = {
  applied: (amount, total) => `Coupon applied: ${amount} off. New total ${total}.`,
  together: (amount, total) => `Coupons applied: ${amount} off. New total ${total}.`,
  codes: 'Codes in this cart',
  off: (amount) => `${amount} off`,
  ticket: 'Applied coupon',
  remove: 'Remove',
  removeLabel: (code) => `Remove coupon ${code}`,
  removed: 'Coupon removed.',
  notNow: 'does not apply now',
  wouldApply: (amount) => `With this cart: ${amount} off. Apply the code to use it.`,
  empty: 'Please type a code.',
  mistyped: 'This code seems to have a typing mistake. Please compare it with your card.',
  sendAnyway: 'If it is right, press Apply once more.',
  checking: 'Checking the code …',
  removing: 'Removing the coupon …',
  network: 'The shop cannot be reached. Your code is kept; please try again.',
  timeout: 'The shop takes too long to answer. Your code is kept; please try again.',
  stale: 'This page is too old to send the code. Please reload it and try again.',
  server: 'The shop cannot check codes at the moment. Your code is kept; please try again later.',
  tooMany: (minutes) => `Too many tries. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
};

const fr = {
  applied: (amount, total) => `Code appliqué : ${amount} de remise. Nouveau total ${total}.`,
  together: (amount, total) => `Codes appliqués : ${amount} de remise. Nouveau total ${total}.`,
  codes: 'Codes de ce panier',
  off: (amount) => `${amount} de remise`,
  ticket: 'Code appliqué',
  remove: 'Retirer',
  removeLabel: (code) => `Retirer le code ${code}`,
  removed: 'Code retiré.',
  notNow: 'ne s’applique pas pour le moment',
  wouldApply: (amount) => `Avec ce panier : ${amount} de remise. Appliquez le code pour en profiter.`,
  empty: 'Veuillez saisir un code.',
  mistyped: 'Ce code semble contenir une faute de frappe. Veuillez le comparer à votre carte.',
  sendAnyway: 'S’il est correct, validez-le encore une fois.',
  checking: 'Vérification du code …',
  removing: 'Retrait du code …',
  network: 'La boutique est injoignable. Votre code est conservé ; veuillez réessayer.',
  timeout: 'La boutique met trop de temps à répondre. Votre code est conservé ; veuillez réessayer.',
  stale: 'Cette page est trop ancienne pour envoyer le code. Rechargez-la, puis réessayez.',
  server: 'La boutique ne peut pas vérifier les codes pour le moment. Votre code est conservé ; réessayez plus tard.',
  tooMany: (minutes) => `Trop d’essais. Réessayez dans ${minutes === 1 ? 'une minute' : `${minutes} minutes`}.`,
};

const de = {
  applied: (amount, total) => `Gutschein eingelöst: ${amount} Rabatt. Neue Summe ${total}.`,
  together: (amount, total) => `Gutscheine eingelöst: ${amount} Rabatt. Neue Summe ${total}.`,
  codes: 'Codes in diesem Warenkorb',
  off: (amount) => `${amount} Rabatt`,
  ticket: 'Eingelöster Gutschein',
  remove: 'Entfernen',
  removeLabel: (code) => `Gutschein ${code} entfernen`,
  removed: 'Gutschein entfernt.',
  notNow: 'gilt zurzeit nicht',
  wouldApply: (amount) => `Mit diesem Warenkorb: ${amount} Rabatt. Zum Nutzen bitte einlösen.`,
  empty: 'Bitte einen Code eingeben.',
  mistyped: 'Dieser Code scheint einen Tippfehler zu enthalten. Bitte mit der Karte vergleichen.',
  sendAnyway: 'Wenn er stimmt, bitte noch einmal einlösen.',
  checking: 'Der Code wird geprüft …',
  removing: 'Der Gutschein wird entfernt …',
  network: 'Der Shop ist nicht erreichbar. Ihr Code bleibt stehen; bitte noch einmal versuchen.',
  timeout: 'Der Shop antwortet nicht rechtzeitig. Ihr Code bleibt stehen; bitte noch einmal versuchen.',
  stale: 'Diese Seite ist zu alt, um den Code zu senden. Bitte neu laden und noch einmal versuchen.',
  server: 'Der Shop kann Codes gerade nicht prüfen. Ihr Code bleibt stehen; bitte später noch einmal versuchen.',
  tooMany: (minutes) => `Zu viele Versuche. Bitte in ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`} noch einmal.`,
};

const pt = {
  applied: (amount, total) => `Cupom aplicado: ${amount} de desconto. Novo total ${total}.`,
  together: (amount, total) => `Cupons aplicados: ${amount} de desconto. Novo total ${total}.`,
  codes: 'Cupons deste carrinho',
  off: (amount) => `${amount} de desconto`,
  ticket: 'Cupom aplicado',
  remove: 'Remover',
  removeLabel: (code) => `Remover o cupom ${code}`,
  removed: 'Cupom removido.',
  notNow: 'não se aplica agora',
  wouldApply: (amount) => `Com este carrinho: ${amount} de desconto. Aplique o código para usá-lo.`,
  empty: 'Digite um código.',
  mistyped: 'Este código parece ter um erro de digitação. Compare com o seu cartão.',
  sendAnyway: 'Se estiver certo, aplique mais uma vez.',
  checking: 'Verificando o código …',
  removing: 'Removendo o cupom …',
  network: 'Não foi possível falar com a loja. O seu código foi mantido; tente novamente.',
  timeout: 'A loja está demorando para responder. O seu código foi mantido; tente novamente.',
  stale: 'Esta página é antiga demais para enviar o código. Recarregue e tente novamente.',
  server: 'A loja não consegue verificar códigos agora. O seu código foi mantido; tente mais tarde.',
  tooMany: (minutes) => `Tentativas demais. Tente novamente em ${minutes === 1 ? 'um minuto' : `${minutes} minutos`}.`,
};

const WORDS = { en, fr, de, pt };

/**
 * The sentences of a locale such as `pt-BR`; English where there are none.
 *
 * @param {string} locale
 * @returns {typeof en}
 */
export function words(locale) {
  return WORDS[locale.toLowerCase().split(/[-_]/)[0]] ?? en;
}
