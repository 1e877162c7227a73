import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOf } from '../../system/build.ts';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

test('who asks is told, and what company answers', async () => {
  const { company } = api;
  const { body } = await api.ask('GET /api/me', { key: api.keys.viewer });
  expect(body).toEqual({
    name: 'vera',
    role: 'viewer',
    mode: 'paper',
    venue: 'paper',
    accountEnds: null,
    market: 'simulated',
    range: company.market.range,
    speed: null,
    zone: 'America/Los_Angeles',
    now: company.ctx.clock.now().toISOString(),
    startsAt: company.market.startsAt.toISOString(),
    endsAt: null,
    barMs: 60_000,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    build: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
  expect((await api.ask('GET /api/me')).body).toMatchObject({ name: 'anna', role: 'operator', build: body.build });
});

test('the zone is that of the policy', async () => {
  const body = { value: { timezone: 'Europe/Vienna', starting_capital_usd: 1000 }, reason: 'moved' };
  await api.ask('PUT /api/policies/company', { body, headers: { 'if-match': '1' } });
  expect((await api.ask('GET /api/me')).body.zone).toBe('Europe/Vienna');
});

test('a build is another one as soon as a file has another text, is added or is renamed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  const hash = () => hashOf(folder, ['*.ts']);
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write('a.ts', 'one');
  const hashes = [await hash()];
  await write('a.ts', 'two');
  hashes.push(await hash());
  await write('b.ts', '');
  hashes.push(await hash());
  await rm(join(folder, 'b.ts'));
  await write('c.ts', '');
  hashes.push(await hash());
  expect(new Set(hashes).size).toBe(4);
  await rm(join(folder, 'c.ts'));
  await write('d.txt', 'not of it');
  expect(await hash()).toBe(hashes[1]);
  await rm(folder, { recursive: true });
});
