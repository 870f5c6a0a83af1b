/** The description of the API is true: of its routes, and of every answer that can be provoked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { startShop } from '../browser/support/shop.mjs';
import { admin, operations, sold, sql, validators } from './support/api.mjs';

const document = JSON.parse(readFileSync(new URL('../../plugins/bridge/resources/openapi.json', import.meta.url), 'utf8'));
const known = operations(document);
const schema = validators(document);
const KEY = { authorization: 'Bearer demo-private-key' };
const LARGE = ' '.repeat(1_048_577);

let shop;
let office;
/** `POST /api/saveCoupon 400`, of every answer that was checked. */
const provoked = new Set();

before(async () => {
  shop = await startShop();
  office = await admin(shop.address);
});
after(() => shop?.stop());

/** Sends a request and holds the answer, and what was taken, against the description. */
async function send(name, status, { code = '', number = '16274', query = '', body, headers = {}, type } = {}) {
  const operation = known.find((one) => one.name === name);
  type ??= operation.body?.type ?? 'application/json';
  const text = typeof body === 'string' || body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(shop.address + operation.path.replace('{code}', code).replace('{number}', number) + query, {
    method: operation.method,
    body: text,
    headers: { ...(text !== undefined && { 'content-type': type }), ...headers },
  });
  const answer = response.headers.get('content-type').startsWith('text/csv') ? await response.text() : await response.json();
  assert.equal(response.status, status, `${name}: ${JSON.stringify(answer)}`);
  const described = operation.responses[status];
  assert.ok(described, `${name} does not tell of ${status}`);
  assert.equal(response.headers.get('content-type').split(';')[0], described.type, `${name} ${status}`);
  schema(described.schema)(answer, `${name} ${status}`);
  if (status < 300 && operation.body) {
    const isJson = operation.body.type === 'application/json';
    schema(operation.body.schema)(isJson ? JSON.parse(text) : Buffer.from(text).toString('latin1'), name);
  }
  provoked.add(`${name} ${status}`);
  return { answer, headers: response.headers };
}

const coupon = (code, more = {}) => ({ id: code, code, type: 'VALUE', value: 10, ...more });
const saving = (code, more) => ({ env: 'prod', integrationToken: 'seu token', organizationExternalId: 'seu id', coupon: coupon(code, more) });
const save = (status, body, more) => send('POST /api/saveCoupon', status, { body, ...more });

test('the document is OpenAPI 3.1, and every schema is one', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  for (const name of Object.keys(document.components.schemas)) schema(`/components/schemas/${name}`);
});

test('the shop serves it as it stands', async () => {
  const { answer } = await send('GET /api/openapi.json', 200);
  assert.deepEqual(answer, document);
});

test('every path takes the methods that are described, and no other', async () => {
  for (const path of Object.keys(document.paths)) {
    const methods = known.filter((one) => one.path === path).map(({ method }) => method);
    const response = await fetch(shop.address + path.replace('{code}', 'NONE').replace('{number}', '16274'), { method: 'PATCH' });
    assert.equal(response.status, 405, path);
    const allowed = response.headers.get('allow').split(', ');
    assert.deepEqual(allowed.sort(), [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort(), path);
    schema('/components/responses/MethodNotAllowed/content/application~1json/schema')(await response.json(), path);
    for (const method of methods) provoked.add(`${method} ${path} 405`);
  }
});

test('saving', async () => {
  const seed = readFileSync(new URL('../support/web.rs', import.meta.url), 'utf8').match(/SEED: &str = r#"(.*?)"#;/s)[1];
  await save(200, seed);
  await save(200, saving('FULL', {
    name: 'everything', currency: 'BRL', valueMask: 'R$ 10', createdAt: 1, startAt: 2, endAt: 253370764800000, enabledExpiration: true,
    accumulateWithPromotion: true, hasQuantity: true, quantity: 3, availableQuantity: 3, hasQuantityPerUser: true, quantityPerUser: 1,
    campaign: { quantity: 9, discountMinor: 5000 }, modalityType: 'wholesale', active: true, integrationMetadata: { a: { b: [1e300, null] } },
    conditions: [
      { id: 'cart_total', operator: '>=', value: 12.5, valueMask: 'R$ 12,50', type: 'VALUE' },
      { id: 'first_order', operator: '=', value: true },
      { id: 'product', operator: 'contains', value: ['a', 'b'] },
    ],
  }));
  const paper = [{ id: 'category', operator: 'contains', value: 'paper' }];
  await save(200, saving('MORE', {
    conditions: [{ any: [...paper, { none: [{ id: 'item_count', operator: '>', value: 3, where: paper }] }] }],
    discounts: [
      { kind: 'percent', cap: 20, tiers: { by: 'quantity', steps: [{ from: 3, value: 5 }, { from: 6, value: 7.5 }] } },
      { kind: 'percent', value: 100, where: paper, buy: { units: 2, where: paper, limit: 1 } },
      { kind: 'amount', amounts: { EUR: 5 }, per: 'unit', pick: 'nth', nth: 2, units: 4 },
      { kind: 'gift', product: 'pen', units: 1 },
      { kind: 'free_shipping' },
    ],
    stacking: { priority: 1, lane: 2, exclusive: false, stopsFurther: true, class: 'a', combinesWith: ['b'] },
    automatic: false,
  }));
  await save(400, '{');
  await save(400, '{"env": "\xff"}');
  await save(400, saving('A', { hasQuantity: true, quantity: 1, colour: 1 }));
  await save(400, saving('A', { hasQuantity: true, quantity: 2, availableQuantity: 1 }));
  await save(401, { ...saving('A'), integrationToken: 'x' });
  await save(404, { ...saving('A'), organizationExternalId: 'x' });
  await save(409, { ...saving('FULL', { id: 'other' }) });
  await save(413, LARGE);
  await save(415, saving('A'), { type: 'text/plain' });
  await save(200, saving('A'), { headers: { 'idempotency-key': 'save' } });
  await save(422, saving('B'), { headers: { 'idempotency-key': 'save' } });
});

const over = (id, value) => ({ id, operator: '>=', value });
const isOf = (category) => ({ id: 'category', operator: 'contains', value: category });

/** Nested in one another, this many. */
const nested = (depth) => (depth === 0 ? over('item_count', 1) : { [['all', 'any', 'none'][depth % 3]]: [nested(depth - 1)] });

test('rules, discounts and stacking are saved, and read again as they were', async () => {
  const rules = {
    conditions: [
      over('cart_total', 10),
      { any: [isOf('shoes'), { all: [isOf('bags'), { none: [{ id: 'customer_group', operator: '=', value: ['trade', 7] }] }] }] },
      { id: 'line_quantity', operator: '>=', value: 2, where: [isOf('shoes'), { none: [{ id: 'on_promotion', operator: '=', value: true }] }] },
      nested(8),
    ],
    discounts: [
      { kind: 'percent', tiers: { by: 'quantity', steps: [{ from: 2, value: 5 }, { from: 5, value: 12.5 }] }, where: [isOf('shoes')] },
      { kind: 'percent', value: 100, buy: { units: 2, where: [isOf('shoes')], limit: 3 }, units: 1, pick: 'cheapest', byLine: true },
      { kind: 'amount', value: 5, amounts: { EUR: 4.5, JPY: 700 }, taxIncluded: true, per: 'unit', step: 10, cap: 50 },
      { kind: 'price', value: 9.9, pick: 'nth', nth: 3, per: 'unit' },
      { kind: 'percent', value: 10, on: 'order' },
      { kind: 'free_shipping', where: [isOf('bags')] },
      { kind: 'gift', product: 'mug', units: 1 },
    ],
    stacking: { priority: -1, lane: 2, exclusive: false, stopsFurther: true, class: 'goods', combinesWith: ['shipping'] },
    automatic: true,
  };
  await save(200, saving('RULES', rules));
  const { answer } = await send('GET /api/coupons/{code}', 200, { code: 'RULES', headers: KEY });
  assert.deepEqual(answer.conditions, rules.conditions);
  // `byLine` has a default, and is told where it was left out.
  assert.deepEqual(answer.discounts, rules.discounts.map((discount) => ({ byLine: false, ...discount })));
  assert.deepEqual(answer.stacking, rules.stacking);
  await save(200, saving('PARTIAL', { partialUse: true, discounts: [{ kind: 'amount', value: 50 }, { kind: 'free_shipping' }] }));
});

test('what the shop takes, the schema of a coupon does not refuse', async () => {
  const discount = (more) => ({ discounts: [{ kind: 'percent', value: 5, ...more }] });
  const condition = (more) => ({ conditions: [{ id: 'first_order', operator: '=', value: 1, ...more }] });
  for (const more of [discount({ nth: 0 }), discount({ where: [] }), discount({ amounts: {} }), discount({ cap: 0, on: 'goods' }),
    discount({ value: undefined, amounts: { XTS: 0 }, kind: 'price' }), discount({ kind: 'free_shipping', value: 200 }),
    discount({ kind: 'gift', value: undefined, product: '' }), discount({ buy: { units: 1, where: [], limit: 0 } }),
    discount({ value: undefined, tiers: { by: 'amount', steps: [{ from: -1, value: 0 }] } }), { stacking: {} },
    { stacking: { priority: 2147483647, lane: -2147483648, class: '', combinesWith: [] } }, { partialUse: false }, { automatic: false },
    condition({ value: [true, false] }), condition({ value: [0, 1] }), { conditions: [{ ...isOf(''), where: [] }] },
    { conditions: [isOf([...Array(1000).keys()])] }, { conditions: Array(100).fill(over('hour', 1)) },
    { discounts: Array(20).fill({ kind: 'percent', value: 1 }) }]) {
    await save(200, saving('TAKEN', more));
  }
  const check = schema('/components/schemas/Coupon');
  const vectors = new URL('../vectors/', import.meta.url);
  const read = (name) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'));
  let checked = 0;
  for (const { name, call, answer } of read('index.json').flatMap((file) => read(file).cases)) {
    if (answer.answer === 'error') continue;
    for (const one of [call?.coupon, ...(call?.candidates ?? []).map((candidate) => candidate.coupon)].filter(Boolean)) {
      check(one, name);
      checked += 1;
    }
  }
  assert.ok(checked > 300, `${checked} coupons`);
});

test('what the schema of a coupon refuses, the shop refuses too', async () => {
  const check = schema('/components/schemas/SaveCouponBody');
  for (const more of [{ code: 7 }, { hasQuantity: true, quantity: 1 }, { hasQuantityPerUser: true }, { colour: 1 }, { value: -1 }, { id: '' },
    { type: 'FREE' }, { active: 'no' }, { createdAt: -1 }, { conditions: [{ id: 'hour', operator: '~', value: 1 }] },
    { conditions: [{ any: [] }] }, { conditions: [{ any: [over('hour', 1)], all: [over('hour', 1)] }] }, { conditions: [isOf([])] },
    { conditions: [{ ...isOf('a'), where: [{ either: [] }] }] }, { discounts: [] }, { discounts: [{ kind: 'percent' }] },
    { discounts: [{ kind: 'percent', value: 101 }] }, { discounts: [{ kind: 'gift' }] }, { discounts: [{ kind: 'amount', value: 1, product: 'p' }] },
    { discounts: [{ kind: 'percent', value: 1, pick: 'nth' }] }, { discounts: [{ kind: 'percent', value: 1, nth: 2 }] },
    { discounts: [{ kind: 'amount', amounts: { euro: 1 } }] }, { discounts: [{ kind: 'percent', tiers: { by: 'quantity', steps: [] } }] },
    { discounts: [{ kind: 'percent', value: 1, buy: { units: 0 } }] }, { discounts: [{ kind: 'percent', value: 1, step: 0 }] },
    { stacking: { lane: 1.5 } }, { stacking: { colour: 1 } }, { automatic: 1 }, { partialUse: 'yes' }]) {
    assert.throws(() => check(saving('A', more)), JSON.stringify(more));
    await save(400, saving('A', more));
  }
});

test('creating', async () => {
  const create = (status, body, more) => send('POST /api/dynamicCoupons', status, { body, headers: KEY, ...more });
  const five = { type: 'PERCENTAGE', value: 5 };
  const keyed = { headers: { ...KEY, 'idempotency-key': 'create' } };
  await create(201, { type: 'VALUE', value: 5, currency: 'EUR', name: 'n', pattern: 'N-####-####-####-####', lifetimeSeconds: 60, conditions: [] });
  await create(201, five, keyed);
  const { headers } = await create(201, five, keyed);
  assert.equal(headers.get('idempotency-replayed'), 'true');
  await create(422, { ...five, value: 6 }, keyed);
  sql(shop, 'UPDATE remise_key SET status = NULL, claimed_ms = 9000000000000000');
  assert.match((await create(409, five, keyed)).headers.get('retry-after'), /^\d+$/);
  await create(400, { type: 'VALUE', value: 5 });
  await create(401, five, { headers: {} });
  await create(413, LARGE);
  await create(415, five, { type: 'text/plain' });
  const site = { platform: 'other', env: 'prod', modalities: ['retail', 'wholesale'] };
  await send('PUT /api/admin/site', 200, { body: site, headers: office });
  await create(403, five);
  await send('PUT /api/admin/site', 200, { body: { ...site, platform: 'magento', dynamicCoupons: true }, headers: office });
});

test('listing and reading', async () => {
  for (const query of ['', '?limit=1', '?env=dev', '?active=true&prefix=w', '?active=false']) {
    await send('GET /api/coupons', 200, { query, headers: KEY });
  }
  const list = { 'integration-token': 'seu token', 'organization-external-id': 'seu id' };
  await send('GET /api/coupons', 200, { headers: list });
  await send('GET /api/coupons', 400, { query: '?cursor=x&limit=0&env=test&colour=1', headers: KEY });
  await send('GET /api/coupons', 401);
  await send('GET /api/coupons', 404, { headers: { ...list, 'organization-external-id': 'x' } });
  await send('GET /api/admin/coupons', 200, { headers: office });
  await send('GET /api/admin/coupons', 400, { query: '?cursor=x', headers: office });
  await send('GET /api/admin/coupons', 401);
  await send('GET /api/coupons/{code}', 200, { code: 'FULL', headers: KEY });
  await send('GET /api/coupons/{code}', 400, { code: 'FULL', query: '?env=test', headers: KEY });
  await send('GET /api/coupons/{code}', 401, { code: 'FULL' });
  await send('GET /api/coupons/{code}', 404, { code: 'NONE', headers: KEY });
});

test('switching and deleting', async () => {
  for (const name of ['POST /api/coupons/{code}/deactivate', 'POST /api/coupons/{code}/activate', 'DELETE /api/coupons/{code}']) {
    const keyed = { code: 'FULL', headers: { ...KEY, 'idempotency-key': name } };
    await send(name, 401, { code: 'FULL' });
    await send(name, 404, { code: 'NONE', headers: KEY });
    await send(name, 400, { code: 'FULL', query: '?env=test', headers: KEY });
    await send(name, 200, keyed);
    await send(name, 422, { ...keyed, code: 'OTHER' });
    sql(shop, 'UPDATE remise_key SET status = NULL, claimed_ms = 9000000000000000');
    await send(name, 409, keyed);
  }
  await save(200, saving('USED'));
  sql(shop, 'UPDATE remise_code SET redeemed = 1 WHERE code = \'USED\'');
  const { answer } = await send('DELETE /api/coupons/{code}', 409, { code: 'USED', headers: KEY });
  assert.equal(answer.error, 'in_use');
});

test('importing', async () => {
  const start = (status, body, more) => send('POST /api/admin/imports', status, { body, headers: KEY, ...more });
  const begun = async (body) => (await start(201, body)).answer.id;
  const on = (name) => (status, id, more) => send(name, status, { query: `?id=${id}`, headers: KEY, ...more });
  const [show, drop] = [on('GET /api/admin/imports'), on('DELETE /api/admin/imports')];
  const [faults, apply] = [on('GET /api/admin/imports/faults'), on('POST /api/admin/imports/apply')];
  const piece = (status, id, offset, body, more) => send('PUT /api/admin/imports', status, {
    query: `?id=${id}&offset=${offset}`, body, headers: KEY, ...more });
  const whole = (status, id, body) => piece(status, id, '0&last=true', body);

  await start(400, { kind: 'codes' });
  await start(400, { campaign: 'FULL' });
  await start(401, {}, { headers: {} });
  await start(404, { kind: 'codes', campaign: 'NONE' });
  await start(413, LARGE);
  await start(415, {}, { type: 'text/csv' });
  for (const one of [show, drop, faults, apply]) {
    await one(401, 1, { headers: {} });
    await one(404, 999);
    await one(400, 1, { query: '' });
  }

  const id = await begun({ env: 'prod' });
  await piece(400, id, '', 'code\n');
  await piece(400, id, 0, 'colour\n');
  await piece(401, id, 0, 'code\n', { headers: {} });
  await piece(404, 999, 0, 'code\n');
  await piece(413, id, 0, ' '.repeat(65_537));
  await piece(415, id, 0, 'code\n', { type: 'application/json' });
  assert.equal((await apply(409, id)).answer.error, 'import_open');
  const { answer: read } = await piece(200, id, 0, Buffer.from('code;name\r\nCSV-1;caf\xe9\r\n', 'latin1'));
  assert.equal(read.encoding, 'windows-1252');
  assert.equal((await piece(409, id, 1, 'x')).answer.error, 'wrong_offset');
  await piece(200, id, `${read.offset}&last=true`, 'CSV-2;b\r\n');
  assert.equal((await piece(409, id, 0, 'code\n')).answer.error, 'import_closed');
  await show(200, id, { headers: office });
  assert.equal((await apply(200, id)).answer.applied, 2);

  const faulty = await begun({});
  await whole(200, faulty, `code,value\nA-B,1\nAB,x\nab,2\nFULL,1\n${'C,x\n'.repeat(201)}`);
  assert.equal((await apply(409, faulty)).answer.error, 'import_faulty');
  const { answer: page } = await faults(200, faulty);
  assert.ok(page.faults.some(({ first }) => first === 2));
  await faults(200, faulty, { query: `?id=${faulty}&cursor=${page.cursor}` });
  sql(shop, `UPDATE remise_import SET state = 'open', read_rows = 200000 WHERE id = ${faulty}`);
  const { answer: { offset } } = await show(200, faulty);
  assert.equal((await piece(413, faulty, offset, 'Z,1\n')).answer.error, 'too_many_rows');
  await drop(200, faulty);

  const codes = await begun({ kind: 'codes', campaign: 'RULES' });
  await whole(200, codes, 'code\nRULES-2\n');
  await apply(200, codes);
});

test('exporting', async () => {
  const table = (status, query, more) => send('GET /api/admin/export', status, { query, headers: KEY, ...more });
  const { answer, headers } = await table(200, '?env=prod&separator=%3B');
  assert.match(answer, /CSV-1;/);
  assert.match(headers.get('content-disposition'), /coupons\.csv/);
  assert.match((await table(200, '?campaign=RULES&separator=%09', { headers: office })).answer, /RULES-2/);
  await table(400, '?env=test');
  await table(400, '?separator=x');
  await table(401, '', { headers: {} });
});

test('site details', async () => {
  await send('GET /api/admin/site', 200, { headers: office });
  await send('GET /api/admin/site', 401);
  const put = (status, body, more) => send('PUT /api/admin/site', status, { body, headers: office, ...more });
  const site = { platform: 'magento', dynamicCoupons: true, env: 'prod', modalities: ['retail', 'wholesale'] };
  await put(400, { ...site, modalities: [] });
  await put(400, { ...site, maxCodes: 0 });
  await put(200, { ...site, attempts: { limit: 9, lifetimeSeconds: 60 } });
  const { answer } = await put(200, { ...site, maxCodes: 2, choose: 'best' });
  assert.deepEqual([answer.maxCodes, answer.choose], [2, 'best']);
  await put(200, site);
  await put(401, {}, { headers: {} });
  await put(413, LARGE);
  await put(415, {}, { type: 'text/plain' });
});

test('keys', async () => {
  const admin = { headers: office };
  const { answer: { id, key } } = await send('POST /api/admin/keys', 201, { body: { kind: 'private', name: 'till' }, ...admin });
  await send('POST /api/admin/keys', 201, { body: { kind: 'integrator', name: 'mailer', externalId: 'shop 12' }, ...admin });
  await send('POST /api/admin/keys', 400, { body: { kind: 'integrator', name: '' }, ...admin });
  await send('POST /api/admin/keys', 401, { body: { kind: 'private', name: 'till' }, headers: { authorization: `Bearer ${key}` } });
  await send('POST /api/admin/keys', 413, { body: LARGE, ...admin });
  await send('POST /api/admin/keys', 415, { body: {}, type: 'text/plain', ...admin });
  await send('GET /api/coupons', 200, { headers: { authorization: `Bearer ${key}` } });
  const query = `?kind=private&id=${id}`;
  const rotate = (status, body, more) => send('POST /api/admin/keys/rotate', status, { query, body, ...admin, ...more });
  await rotate(200, { lifetimeSeconds: 600 });
  await rotate(400, { lifetimeSeconds: -1 });
  await rotate(401, {}, { headers: {} });
  await rotate(404, {}, { query: '?kind=private&id=99' });
  await rotate(413, LARGE);
  await rotate(415, {}, { type: 'text/plain' });
  const { answer: { rows } } = await send('GET /api/admin/keys', 200, admin);
  assert.ok(rows.some(({ usedAt, endAt }) => usedAt && endAt), 'a key that was used and replaced');
  await send('GET /api/admin/keys', 401);
  await send('DELETE /api/admin/keys', 400, { query: '?id=1', ...admin });
  await send('DELETE /api/admin/keys', 401, { query });
  await send('DELETE /api/admin/keys', 200, { query, ...admin });
  await send('DELETE /api/admin/keys', 404, { query, ...admin });
});

test('vouchers', async () => {
  const admin = { headers: office };
  const place = '/api/admin/vouchers';
  const template = { id: 'mug', name: 'Mug', coupon: { code: '####-#####-####', value: 5 }, lifetimeDays: 30 };
  const templates = (method, status, more) => send(`${method} ${place}/templates`, status, { ...admin, ...more });
  await templates('POST', 200, { body: template });
  await templates('POST', 200, { body: { ...template, id: 'fixed', lifetimeDays: undefined, endOn: '2999-12-31', type: 'product_purchase' } });
  await templates('POST', 400, { body: { ...template, endOn: '2999-12-31' } });
  await templates('POST', 413, { body: LARGE });
  await templates('POST', 415, { body: template, type: 'text/plain' });
  await templates('GET', 200);
  await templates('DELETE', 200, { query: '?id=fixed' });
  await templates('DELETE', 404, { query: '?id=fixed' });
  await templates('DELETE', 400, { query: '?name=fixed' });
  sql(shop, `INSERT INTO remise_voucher_template (organization_id, external_id, name, body, updated_ms) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT 1, 't' || i, 't', replace(body, '"id":"mug"', '"id":"t' || i || '"'), 1 FROM n, remise_voucher_template WHERE external_id = 'mug'`);
  await templates('POST', 409, { body: { ...template, id: 'last' } });
  sql(shop, "DELETE FROM remise_voucher_template WHERE name = 't'");
  for (const method of ['GET', 'POST', 'DELETE']) await templates(method, 401, { headers: {}, ...(method === 'POST' && { body: template }) });

  const settings = (method, status, more) => send(`${method} ${place}/settings`, status, { ...admin, ...more });
  await settings('PUT', 200, { body: { roles: ['partners'], cancelledPurchase: 'block', cancelledUse: 'giveBack' } });
  await settings('PUT', 400, { body: { roles: [''] } });
  await settings('PUT', 401, { body: {}, headers: {} });
  await settings('PUT', 413, { body: LARGE });
  await settings('PUT', 415, { body: {}, type: 'text/plain' });
  assert.deepEqual((await settings('GET', 200)).answer.roles, ['partners']);
  await settings('GET', 401, { headers: {} });

  sold(shop, 30);
  const { answer: { vouchers, cursor } } = await send(`GET ${place}`, 200, admin);
  assert.equal(vouchers.length, 25);
  const { answer: second } = await send(`GET ${place}`, 200, { ...admin, query: `?cursor=${cursor}&status=active&owner=customer:3&order=O1` });
  await send(`GET ${place}`, 200, { ...admin, query: `?cursor=${second.previous}&back=true&env=prod` });
  await send(`GET ${place}`, 400, { ...admin, query: '?status=lost' });
  await send(`GET ${place}`, 401);

  const [{ code }, { code: other }] = vouchers;
  const ask = (status, query, more) => send('GET /api/voucher{number}', status, { query, ...more });
  const redeem = (status, body, more) => send('POST /api/voucher{number}', status, { body, ...more });
  const keyed = { headers: { 'idempotency-key': 'voucher' } };
  assert.equal((await ask(200, `?code=${code}`)).answer.status, 'code_valid');
  assert.equal((await ask(200, `?code=${code}&merchant_id=m`, keyed)).answer.redeemed_merchant_id, 'm');
  assert.equal((await ask(200, `?code=${code}&merchant_id=m`, keyed)).headers.get('idempotency-replayed'), 'true');
  await ask(422, `?code=${other}&merchant_id=m`, keyed);
  assert.equal((await redeem(200, { code: other, merchant_id: 'n' }, keyed)).answer.status, 'code_valid');
  assert.equal((await redeem(200, { code })).answer.status, 'code_already_used');
  await redeem(422, { code, merchant_id: 'n' }, keyed);
  sql(shop, 'UPDATE remise_key SET status = NULL, claimed_ms = 9000000000000000');
  await ask(409, `?code=${code}&merchant_id=m`, keyed);
  await redeem(409, { code: other, merchant_id: 'n' }, keyed);
  await ask(400, '?merchant_id=');
  await redeem(400, { code, merchant: 'm' });
  await redeem(413, LARGE);
  await redeem(415, { code }, { type: 'text/plain' });
  for (const number of ['4711']) await ask(404, `?code=${code}`, { number }), await redeem(404, { code }, { number });
  await settings('PUT', 200, { body: { requireKey: true } });
  await ask(401, `?code=${code}`);
  await redeem(401, { code });
  const { answer: { key } } = await send('POST /api/admin/keys', 201, { body: { kind: 'merchant', name: 'kiosk' }, ...admin });
  await ask(200, `?code=${code}`, { headers: { authorization: `Bearer ${key}` } });
  await settings('PUT', 200, { body: {} });
  for (let guess = 0; guess < 5; guess++) await ask(200, `?code=NONE${guess}`);
  await ask(429, `?code=${code}`);
  assert.match((await redeem(429, { code })).headers.get('retry-after'), /^\d+$/);
  sql(shop, 'DELETE FROM remise_bucket');

  await send(`GET ${place}/history`, 200, { ...admin, query: `?code=${code}` });
  await send(`GET ${place}/history`, 400, { ...admin, query: `?code=${code}&env=test` });
  await send(`GET ${place}/history`, 401, { query: `?code=${code}` });
  await send(`GET ${place}/history`, 404, { ...admin, query: '?code=NONE' });
});

test('attempts', async () => {
  await admin(shop.address, 'wrong');
  const { answer: { attempts } } = await send('GET /api/admin/attempts', 200, { headers: office });
  assert.equal(attempts[0].scope, 'sign-in');
  await send('GET /api/admin/attempts', 401);
});

test('a shop that cannot answer', async () => {
  const tables = ['remise_setting', 'remise_integrator', 'remise_private_key', 'remise_attempt'];
  sql(shop, ...tables.map((table) => `ALTER TABLE ${table} RENAME TO hidden_${table}`));
  const site = { platform: 'magento', env: 'prod', modalities: ['retail'] };
  for (const { name, method, path } of known.filter(({ responses }) => 503 in responses)) {
    const body = {
      'POST /api/saveCoupon': saving('A'), 'POST /api/dynamicCoupons': {}, 'POST /api/admin/imports': {}, 'PUT /api/admin/site': site,
      'POST /api/admin/keys': { kind: 'private', name: 'till' }, 'POST /api/admin/keys/rotate': {}, 'POST /api/voucher{number}': {},
      'PUT /api/admin/vouchers/settings': {},
      'POST /api/admin/vouchers/templates': { id: 'a', name: 'a', coupon: { code: '####-#####-####' }, lifetimeDays: 1 },
    }[name];
    const query = path.includes('/keys') && method !== 'GET' ? '?kind=private&id=1' : '';
    const { headers } = await send(name, 503, { code: 'FULL', query: name === 'POST /api/admin/keys' ? '' : query, body, headers: path.includes('/admin/') ? office : KEY });
    assert.match(headers.get('retry-after'), /^\d+$/, `${method} ${path}`);
  }
  sql(shop, ...tables.map((table) => `ALTER TABLE hidden_${table} RENAME TO ${table}`));
  await send('GET /api/coupons', 200, { headers: KEY });
});

test('every answer that is described was given', () => {
  const described = known.flatMap(({ name, responses }) => Object.keys(responses).map((status) => `${name} ${status}`));
  assert.deepEqual(described.filter((answer) => !provoked.has(answer)), []);
});
