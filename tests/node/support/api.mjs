/** The running shop's API, held against its description. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import Ajv from 'ajv/dist/2020.js';

/** Members of the document that are no JSON Schema. */
const OPENAPI = ['openapi', 'info', 'servers', 'paths', 'components'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Compiles the schemas of an OpenAPI document; a faulty one throws. */
export function validators(document) {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });
  OPENAPI.forEach((keyword) => ajv.addKeyword(keyword));
  ajv.addSchema(document, 'api');
  return (pointer) => {
    const check = ajv.compile({ $ref: `api#${pointer}` });
    return (value, what) => assert.ok(check(value), `${what}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value)}`);
  };
}

const escaped = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1');

const at = (document, pointer) => pointer.split('/').slice(1)
  .reduce((value, part) => value[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/** Every operation: its path and method, its request body and its responses, each with its type and a pointer to its schema. */
export function operations(document) {
  const pointer = (place, { $ref }) => ($ref ? $ref.slice(1) : place);
  return Object.entries(document.paths).flatMap(([path, item]) => METHODS.filter((method) => method in item).map((method) => {
    const place = `/paths/${escaped(path)}/${method}`;
    const schema = (from, body) => {
      const content = `${pointer(from, body)}/content`;
      const [type] = Object.keys(at(document, content));
      return { type, schema: `${content}/${escaped(type)}/schema` };
    };
    const { requestBody, responses } = item[method];
    return {
      name: `${method.toUpperCase()} ${path}`,
      path,
      method: method.toUpperCase(),
      body: requestBody && schema(`${place}/requestBody`, requestBody),
      responses: Object.fromEntries(Object.entries(responses).map(([status, response]) =>
        [status, schema(`${place}/responses/${status}`, response)])),
    };
  }));
}

/** Somebody signed in to the back office: the headers that show it. */
export async function admin(address, password = 'remise') {
  const token = async (response) => /name="csrf" value="([^"]*)"/.exec(await response.text())[1];
  const first = await fetch(`${address}/admin`);
  let cookie = first.headers.getSetCookie()[0].split(';')[0];
  const form = new URLSearchParams({ name: 'admin', password, csrf: await token(first) });
  const login = await fetch(`${address}/admin/login`, { method: 'POST', body: form, headers: { cookie }, redirect: 'manual' });
  cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
  return { cookie, 'x-csrf-token': await token(await fetch(`${address}/admin/orders`, { headers: { cookie } })) };
}

/** Changes the shop's database behind its back. */
export function sql(shop, ...statements) {
  const code = '$db = new PDO("sqlite:" . $argv[1]); foreach (array_slice($argv, 2) as $one) { $db->exec($one); }';
  execFileSync('php', ['-d', 'error_reporting=-1', '-r', code, '--', shop.database, ...statements]);
}

/** Sells customer 3 so many vouchers of the template `mug`, as a paid order does. */
export function sold(shop, quantity) {
  const code = `require $argv[2]; $app = new Remise\\Standalone\\App($argv[3], dirname($argv[1]), "", []);
    $line = ["id" => "1", "quantity" => (int) $argv[4], "voucherCodes" => 1, "voucherTemplate" => "mug"];
    $app->engine->call(["verb" => "purchase", "order" => "O1", "buyer" => ["id" => "3"], "lines" => [$line]]);`;
  const root = new URL('../../../', import.meta.url).pathname;
  execFileSync('php', ['-r', code, '--', shop.database, `${root}plugins/standalone/autoload.php`, root, String(quantity)]);
}
