import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const ID = '01890000-0000-7000-8000-000000000000';
const cursor = (at: string, id = ID) => Buffer.from(JSON.stringify([at, id])).toString('base64url');

test.each([
  ['events', '9'.repeat(20)],
  ['events', '18446744073709551615'],
  ['events', '18446744073709551616'],
  ['events', '0'],
  ['signals', '0000-01-01T00:00:00Z'],
  ['signals', '9999-12-31T23:59:59Z'],
  ['signals', '2025-02-29T00:00:00Z'],
  ['portfolio/history', '0000-01-01T00:00:00Z'],
  ['portfolio/history', '9999-12-31T23:59:59.999Z'],
  ['dead-letters', ''],
])('a cursor of %s that stands at %j is taken or refused, and no fault of ours', async (list, at) => {
  expect([200, 400]).toContain((await api.ask(`GET /api/${list}?cursor=${cursor(at)}`)).status);
});
