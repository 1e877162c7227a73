import { openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from './routes.ts';
import { bodyOf, queryOf, whereOf } from './testing/route-samples.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const CRON = 'c'.repeat(32);
let api: TestApi;
let document: OpenApi;
beforeAll(async () => {
  api = await testApi({ config: { CRON_SECRET: CRON } });
  await openTrade(api.company.ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
  document = openApi.parse((await api.ask('GET /openapi.json', { key: null })).body);
});
afterAll(() => api?.close());

const jsonSchema = z.looseObject({ $ref: z.string().optional() });
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  schema: jsonSchema,
});
const content = z.record(z.string(), z.strictObject({ schema: jsonSchema.optional() }));
const response = z.union([
  z.strictObject({ $ref: z.string() }),
  z.strictObject({ description: z.string().min(1), content }),
]);
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  summary: z.string().min(1),
  description: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
});
/** What OpenAPI 3.1 allows of the parts that we use, and nothing else. */
const openApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), jsonSchema),
    responses: z.record(z.string(), z.strictObject({ description: z.string(), content })),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer'), description: z.string() }),
    ),
  }),
});
type OpenApi = z.infer<typeof openApi>;
type Operation = z.infer<typeof operation>;

const operations = (): readonly (readonly [where: string, does: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, there]) =>
    Object.entries(there).map(([method, does]) => [`${method} ${path}`, does] as const),
  );
const operationAt = (method: string, path: string) =>
  operations().find(([where]) => where === `${method} ${path}`)?.[1];

/** A schema of the document as a checker of values. */
function checkerOf(schema: unknown): z.ZodType {
  const whole = { $defs: document.components.schemas, ...(schema as object) };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')));
}

test('the document has the routes of the company, and no others', () => {
  const written = operations().map(([where]) => where);
  expect([...written].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});

test('no name that the document uses leads nowhere', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1]?.split('/') ?? [],
  );
  expect(refs.length).toBeGreaterThan(50);
  const lost = refs.filter((steps) => {
    const end = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
    return end === undefined;
  });
  expect(lost).toEqual([]);
});

test('each operation names the parameters of its path, all and only those', () => {
  for (const [where, { parameters = [] }] of operations().filter(
    ([, does]) => does.responses[200] === undefined || !isRaw(does),
  )) {
    const inPath = [...where.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const named = parameters.filter((one) => one.in === 'path');
    expect([where, named.map(({ name }) => name)]).toEqual([where, inPath]);
    expect(named.every(({ required }) => required)).toBe(true);
    expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length);
  }
});

const isRaw = (does: Operation) => {
  const done = does.responses[200];
  return done !== undefined && 'content' in done && !('application/json' in done.content);
};

test('who needs no key is told so, and everybody else that a key is needed', () => {
  for (const { method, path, role } of routes) {
    const does = operationAt(method, path);
    expect([path, does?.security]).toEqual([path, role === 'none' ? [] : undefined]);
    expect(does?.description).toContain(role === 'none' ? 'no key' : role === 'cron' ? 'CRON_SECRET' : role);
  }
});

test('what can be sent again, and what needs a version, is told', () => {
  const headersOf = ({ parameters = [] }: Operation) =>
    parameters.filter((one) => one.in === 'header').map(({ name, required }) => [name, required]);
  for (const [where, does] of operations()) {
    const expected = where.startsWith('post ')
      ? [['Idempotency-Key', false]]
      : where.startsWith('put /api/policies')
        ? [['If-Match', true]]
        : [];
    expect([where, headersOf(does)]).toEqual([where, expected]);
  }
});

test('every operation may be refused with a problem', () => {
  for (const [, does] of operations())
    expect(does.responses.default).toEqual({ $ref: '#/components/responses/Problem' });
  expect(Object.keys(document.components.responses.Problem?.content ?? {})).toEqual(['application/problem+json']);
});

const taking = routes.filter((route) => bodyOf(route)).map((route) => [whereOf(route), route] as const);

test.each(taking)('%s takes what its schema in the document takes', (_, route) => {
  const schema = operationAt(route.method, route.path)?.requestBody?.content['application/json']?.schema;
  const checker = checkerOf(schema);
  expect(checker.safeParse(bodyOf(route)).error).toBeUndefined();
  expect(checker.safeParse({ ...bodyOf(route), colour: 'red' }).success).toBe(false);
  expect(checker.safeParse([]).success).toBe(false);
});

const reading = routes
  .filter(({ method, path, does }) => method === 'get' && 'check' in does && !path.includes('{'))
  .map((route) => [whereOf(route) + queryOf(route), route] as const);

test.each(reading)('%s answers what the document promises', async (where, { path, role }) => {
  const reply = await api.ask(where, { key: role === 'cron' ? CRON : api.keys.operator });
  expect(reply.status).toBe(200);
  const done = operationAt('get', path)?.responses[200];
  const schema = done && 'content' in done ? done.content['application/json']?.schema : undefined;
  expect(checkerOf(schema).safeParse(reply.body).error).toBeUndefined();
});

test('a refusal is as the document promises', async () => {
  const checker = checkerOf(document.components.responses.Problem?.content['application/problem+json']?.schema);
  for (const where of ['GET /api/proposals?limit=0', 'GET /api/none', 'DELETE /api/signals'])
    expect(checker.safeParse((await api.ask(where)).body).error).toBeUndefined();
  expect(checker.safeParse({ title: 'x' }).success).toBe(false);
});

test('the page to try it is there, and needs no key', async () => {
  const page = await api.ask('GET /docs', { key: null });
  expect(page.status).toBe(200);
  expect(page.body).toContain('/assets/docs.js');
});
