import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, noInput, ok } from './endpoint.ts';
import { type FrontConfig, frontOf, isOurHost } from './front.ts';
import { originFault } from './origin.ts';
import { invalid, problem, problemBody } from './problem.ts';
import { unkeepable } from './unkeepable.ts';

const front = (trustedProxies: number, allowedHosts: readonly string[] = []): FrontConfig => ({
  host: 'desk',
  front: { trustedProxies, allowedHosts },
});
const desk = front(0);

test.each([
  [0, 'forged.example', 'http', 'desk:3000', false],
  [0, undefined, 'https', 'desk:3000', false],
  [1, 'desk.example', 'https', 'desk.example', true],
  [1, 'forged.example, desk.example', 'http, https', 'desk.example', true],
  [1, 'forged.example, desk.example', 'https, http', 'desk.example', false],
  [2, 'forged.example, desk.example, inner', 'http, https, http', 'desk.example', true],
  [2, 'desk.example', 'https', 'desk.example', true],
  [1, undefined, undefined, 'desk:3000', false],
  [1, '', '', 'desk:3000', false],
])('with %i trusted proxies that say %j and %j a client asked for %s, with TLS: %s', (...told) => {
  const [trusted, forwardedHost, proto, host, secure] = told;
  const headers = { host: 'desk:3000', 'x-forwarded-host': forwardedHost, 'x-forwarded-proto': proto };
  expect(frontOf(headers, front(trusted))).toEqual({ host, secure });
});

test.each([
  ['desk', true],
  ['DESK:3000', true],
  ['localhost:3000', true],
  ['127.0.0.1', true],
  ['[::1]:3000', true],
  ['192.168.1.7:3000', true],
  ['Desk.Example.Com', true],
  ['desk.example.com.elsewhere.example', false],
  ['elsewhere.example', false],
  ['localhost.elsewhere.example', false],
  ['127.0.0.1.elsewhere.example', false],
  ['localhost@elsewhere.example', false],
  ['elsewhere.example#localhost', false],
  ['', false],
  ['a b', false],
])('%j is a name of this server: %s', (host, ours) => {
  expect(isOurHost(host, front(0, ['desk.example.com']))).toBe(ours);
});

test.each([
  ['of ours', { origin: 'http://desk:3000', host: 'desk:3000' }, true],
  ['of ours behind TLS', { origin: 'https://desk', host: 'desk' }, true],
  ['of another port', { origin: 'http://desk:3001', host: 'desk:3000' }, false],
  ['of a name that begins like ours', { origin: 'http://desk.evil.example', host: 'desk' }, false],
  ['with our name in its account', { origin: 'http://desk@evil.example', host: 'desk' }, false],
  ['without an origin', { host: 'desk' }, false],
  ['without an origin, of another site', { host: 'desk', 'sec-fetch-site': 'cross-site' }, false],
  ['without an origin, of another name of our site', { host: 'desk', 'sec-fetch-site': 'same-site' }, false],
  ['without an origin, by the browser’s word ours', { host: 'desk', 'sec-fetch-site': 'same-origin' }, true],
  ['of nowhere', { origin: 'null', host: 'desk' }, false],
  ['with rubbish for an origin', { origin: 'desk', host: 'desk' }, false],
  [
    'of another site, whatever else it says',
    { origin: 'http://evil.example', host: 'desk', 'sec-fetch-site': 'same-origin' },
    false,
  ],
])('a page %s may change things: %#', (_, headers, may) => {
  expect(originFault(headers, desk) === null).toBe(may);
});

test('every problem is as RFC 9457 has it, and its status stands in its body', () => {
  const one = problem('stale', 'the policy is at version 3 now', { headers: { etag: '"3"' }, members: { version: 3 } });
  expect(problemBody.safeParse(one.body).success).toBe(true);
  expect(one).toMatchObject({
    status: 412,
    headers: { etag: '"3"' },
    body: { type: 'urn:company:problem:stale', status: 412, version: 3 },
  });
});

test('invalid values are told in one sentence and one by one', () => {
  const errors = [
    { path: 'reason', message: 'is missing' },
    { path: '', message: 'is no object' },
  ];
  expect(invalid(errors).body).toMatchObject({ detail: 'reason: is missing; is no object', errors });
});

test.each([
  ['plain text', 'buy BONK', []],
  ['an emoji', { a: '🚀' }, []],
  ['numbers and null', [1, null, true], []],
  ['U+0000', { a: ['x', 'b\0'] }, ['a.1']],
  ['half an emoji', { a: '🚀'.slice(0, 1) }, ['a']],
  ['a name with U+0000', { a: { 'b\0': 1 } }, ['a']],
  ['two faults', { a: '\0', b: '\ud800' }, ['a', 'b']],
])('what cannot be kept of %s', (_, value, paths) => {
  expect(unkeepable(value).map(({ path }) => path)).toEqual(paths);
});

test('32 levels are kept and the next is refused, however deep it goes on', () => {
  const nest = (levels: number) =>
    Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1) as object;
  expect(unkeepable(nest(32))).toEqual([]);
  expect(unkeepable(nest(33))).toHaveLength(1);
  expect(unkeepable(nest(5000))).toHaveLength(1);
});

test('what is keepable is exactly what PostgreSQL takes as JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      expect(unkeepable(value).length === 0).toBe(!/\\u0000|\\ud[89a-f]/i.test(text));
    }),
  );
});

const greet = endpoint({
  summary: 'Greets',
  input: z.object({
    params: z.object({ id: z.uuid() }),
    query: z.strictObject({ loud: z.string().optional() }),
    body: z.strictObject({ name: z.string() }),
  }),
  response: z.object({}),
  handle: () => Promise.resolve(ok({})),
});
const ID = '01890000-0000-7000-8000-000000000000';
const asked = { params: { id: ID }, query: {}, body: { name: 'Anna' } };

test.each([
  ['as declared', {}, 'checked'],
  ['with an id of the wrong form', { params: { id: 'x' } }, 404],
  ['with an id of the wrong form and a wrong body', { params: { id: 'x' }, body: {} }, 404],
  ['without its body', { body: undefined }, 400],
  ['with a field more', { body: { name: 'Anna', age: 3 } }, 400],
  ['with a query that it does not know', { query: { colour: 'red' } }, 400],
])('a request %s is %s', (_, change, outcome) => {
  const checked = greet.check({ ...asked, ...change });
  expect(checked.kind === 'problem' ? checked.status : checked.kind).toBe(outcome);
});

test('each unknown field is named by itself, with where it stands', () => {
  const checked = greet.check({ ...asked, query: { b: '1', a: '2' }, body: { name: 'Anna', c: 1 } });
  expect(checked).toMatchObject({
    body: { errors: ['b', 'a', 'c'].map((path) => ({ path, message: 'unknown field' })) },
  });
});

test.each([
  ['a query', { query: { a: '1' }, body: undefined }, 'a'],
  ['a body', { query: {}, body: { b: 1 } }, 'b'],
  ['a body that is no object', { query: {}, body: 'x' }, ''],
])('who takes nothing refuses %s', (_, given, path) => {
  const silent = endpoint({ summary: '', input: noInput, response: z.object({}), handle: async () => ok({}) });
  expect(silent.check({ params: {}, ...given })).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});
