/** The description of the API is true: of its routes, and of every answer that can be provoked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { startShop } from '../browser/support/shop.mjs';
import { admin, operations, sql, validators } from './support/api.mjs';

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
async function send(name, status, { code = '', query = '', body, headers = {}, type = 'application/json' } = {}) {
  const operation = known.find((one) => one.name === name);
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const response = await fetch(shop.address + operation.path.replace('{code}', code) + query, {
    method: operation.method,
    body: text,
    headers: { ...(text !== undefined && { 'content-type': type }), ...headers },
  });
  const answer = await response.json();
  assert.equal(response.status, status, `${name}: ${JSON.stringify(answer)}`);
  assert.ok(operation.responses[status], `${name} does not tell of ${status}`);
  schema(operation.responses[status])(answer, `${name} ${status}`);
  if (status < 300 && operation.body) schema(operation.body)(typeof body === 'string' ? JSON.parse(body) : body, name);
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
    const response = await fetch(shop.address + path.replace('{code}', 'NONE'), { method: 'PATCH' });
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
    modalityType: 'wholesale', active: true, integrationMetadata: { a: { b: [1e300, null] } },
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

test('what the schema of a coupon refuses, the shop refuses too', async () => {
  const check = schema('/components/schemas/SaveCouponBody');
  for (const more of [{ code: 7 }, { hasQuantity: true, quantity: 1 }, { hasQuantityPerUser: true }, { colour: 1 }, { value: -1 }, { id: '' },
    { type: 'FREE' }, { active: 'no' }, { createdAt: -1 }, { conditions: [{ id: 'hour', operator: '~', value: 1 }] },
    { conditions: [{ any: [], all: [] }] }, { discounts: [{ kind: 'half' }] }, { discounts: [{ kind: 'percent', value: -1 }] },
    { stacking: { exclusive: 'yes' } }]) {
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

test('site details', async () => {
  await send('GET /api/admin/site', 200, { headers: office });
  await send('GET /api/admin/site', 401);
  const put = (status, body, more) => send('PUT /api/admin/site', status, { body, headers: office, ...more });
  const site = { platform: 'magento', dynamicCoupons: true, env: 'prod', modalities: ['retail', 'wholesale'] };
  await put(400, { ...site, modalities: [] });
  await put(400, { ...site, maxCodes: 0 });
  await put(200, { ...site, maxCodes: 3, choose: 'best' });
  await put(200, site);
  await put(401, {}, { headers: {} });
  await put(413, LARGE);
  await put(415, {}, { type: 'text/plain' });
});

test('a shop that cannot answer', async () => {
  const tables = ['remise_setting', 'remise_integrator', 'remise_private_key'];
  sql(shop, ...tables.map((table) => `ALTER TABLE ${table} RENAME TO hidden_${table}`));
  const site = { platform: 'magento', env: 'prod', modalities: ['retail'] };
  for (const { name, method, path } of known.filter(({ responses }) => 503 in responses)) {
    const body = { 'POST /api/saveCoupon': saving('A'), 'POST /api/dynamicCoupons': {}, 'PUT /api/admin/site': site }[name];
    const { headers } = await send(name, 503, { code: 'FULL', body, headers: path.includes('/admin/') ? office : KEY });
    assert.match(headers.get('retry-after'), /^\d+$/, `${method} ${path}`);
  }
  sql(shop, ...tables.map((table) => `ALTER TABLE hidden_${table} RENAME TO ${table}`));
  await send('GET /api/coupons', 200, { headers: KEY });
});

test('every answer that is described was given', () => {
  const described = known.flatMap(({ name, responses }) => Object.keys(responses).map((status) => `${name} ${status}`));
  assert.deepEqual(described.filter((answer) => !provoked.has(answer)), []);
});
