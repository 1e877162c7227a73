import { newId } from '@atc/core/kernel/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeMemories,
  makeMissions,
  makeReactions,
  makeRoundtables,
  makeTrades,
  tell,
  untilShown,
} from '../testing/make-rows.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ requestsPerMinute: 100_000 });
  const { company } = api;
  await makeTrades(company, 7);
  await makeMissions(company);
  await makeMemories(company, 7);
  await makeRoundtables(company, 7);
  await makeReactions(company, 7);
  for (const token of ['BONK', 'NOSUCH', 'WIF'])
    await api.ask('POST /api/signals', { body: { source: 'lists', token, signalType: 'buy' } });
  const [last] = await tell(company, ['the last']);
  await untilShown(company, last);
});
afterAll(() => api?.close());

const page = async (list: string, query: string) => {
  const reply = await api.ask(`GET /api/${list}?${query}`, { key: api.keys.viewer });
  expect(reply.status).toBe(200);
  return reply.body as { readonly items: readonly Item[]; readonly nextCursor: string | null };
};
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id);

async function walk(list: string, limit: number, query = ''): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = await page(list, `limit=${limit}${cursor ? `&cursor=${cursor}` : ''}${query}`);
    expect(items.length).toBeLessThanOrEqual(limit);
    seen.push(...idsOf(items));
    cursor = nextCursor;
  }
  return seen;
}

const lists = [
  'signals',
  'proposals',
  'missions',
  'positions',
  'orders',
  'memories',
  'agents/sage/memories',
  'roundtables',
  'reactions',
  'events',
  'dead-letters',
];

test.each(lists)('%s: pages of any size show every row once, in the order of one big page', async (list) => {
  const all = idsOf((await page(list, 'limit=200')).items);
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(4);
  for (const limit of [1, 2, 3, all.length - 1]) expect(await walk(list, limit)).toEqual(all);
});

test.each(lists)('%s: a page that ends with the last row has no cursor', async (list) => {
  const { items } = await page(list, 'limit=200');
  expect((await page(list, `limit=${items.length}`)).nextCursor).toBeNull();
  expect((await page(list, `limit=${items.length - 1}`)).nextCursor).not.toBeNull();
});

test.each(lists)('%s: fifty at a time unless told', async (list) => {
  expect(await page(list, '')).toEqual(await page(list, 'limit=50'));
});

const newRow: Readonly<Record<string, () => Promise<unknown>>> = {
  signals: () => api.ask('POST /api/signals', { body: { source: newId(), token: 'SOL', signalType: 'buy' } }),
  proposals: () => api.ask('POST /api/roundtables', { body: { format: 'watercooler' } }),
  memories: () => makeMemories(api.company, 1),
  roundtables: () => makeRoundtables(api.company, 1),
  reactions: () => makeReactions(api.company, 1),
  events: async () => untilShown(api.company, (await tell(api.company, ['news']))[0]),
};

test.each(Object.keys(newRow))('%s: what comes in meanwhile neither repeats nor hides a row', async (list) => {
  const before = idsOf((await page(list, 'limit=200')).items);
  const first = await page(list, 'limit=2');
  await newRow[list]?.();
  const rest = await page(list, `limit=200&cursor=${first.nextCursor}`);
  const seen = [...idsOf(first.items), ...idsOf(rest.items)];
  expect(seen.filter((id) => before.includes(id))).toEqual(before);
  expect((await page(list, 'limit=200')).items.length).toBeGreaterThan(before.length);
});

test.each([
  ['proposals', 'status', ['accepted', 'pending', 'rejected']],
  ['signals', 'status', ['received', 'analyzing', 'analyzed', 'claimed', 'refused', 'expired']],
  ['missions', 'status', ['approved', 'running', 'succeeded', 'failed']],
  ['positions', 'status', ['opening', 'open', 'closing', 'closed', 'void']],
  ['orders', 'status', ['intended', 'submitted', 'unknown', 'partially_filled', 'filled', 'rejected', 'canceled']],
  ['memories', 'type', ['insight', 'pattern', 'strategy', 'preference', 'lesson']],
  ['roundtables', 'status', ['pending', 'running', 'succeeded', 'failed']],
  ['reactions', 'status', ['queued', 'processed', 'skipped']],
] as const)('%s: by %s they fall into parts that make the whole, and no other value is known', async (...asked) => {
  const [list, field, values] = asked;
  const { items } = await page(list, 'limit=200');
  for (const value of values) {
    const part = items.filter((item) => item[field] === value);
    expect(idsOf((await page(list, `limit=200&${field}=${value}`)).items)).toEqual(idsOf(part));
  }
  expect(items.every((item) => values.some((value) => value === item[field]))).toBe(true);
  const unknown = await api.ask(`GET /api/${list}?${field}=purple`);
  expect(unknown).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
});

test.each([
  ['positions', 'status=closed'],
  ['missions', 'status=failed'],
  ['memories', 'agentId=sage&type=lesson'],
  ['events', 'kind=trade.closed'],
  ['events', 'agentId=scout'],
  ['proposals', 'agentId=scout'],
  ['proposals', 'token=bonk&missionType=entry'],
])('%s: a filter holds on every page (%s)', async (list, query) => {
  const all = idsOf((await page(list, `limit=200&${query}`)).items);
  expect(all.length).toBeGreaterThan(1);
  expect(await walk(list, 1, `&${query}`)).toEqual(all);
});

test.each([
  ['events', 'tradeId=1'],
  ['events', 'agentId=nobody'],
  ['orders', 'positionId=x'],
  ['memories', 'agentId=nobody'],
  ['proposals', 'agentId=nobody'],
  ['proposals', 'missionType=luck'],
  ['proposals', 'token='],
  ['roundtables', 'format=dance'],
  ['roundtables', 'proposalId=1'],
  ['agents/sage/memories', 'agentId=sage'],
  ['missions', 'status=running&status=failed'],
])('%s: refuses ?%s', async (list, query) => {
  expect((await api.ask(`GET /api/${list}?${query}`)).status).toBe(400);
});

test('what an agent remembers is its own, and the same as everybody’s memories narrowed to it', async () => {
  const own = (await page('agents/sage/memories', 'limit=200')).items;
  expect(own.every(({ agentId }) => agentId === 'sage')).toBe(true);
  expect(own).toEqual((await page('memories', 'limit=200&agentId=sage')).items);
});

const detailed = ['signals', 'proposals', 'missions', 'positions', 'orders', 'roundtables'];
test.each(detailed)('%s: one row shows what the list shows of it', async (list) => {
  const { items } = await page(list, 'limit=3');
  for (const item of items)
    expect((await api.ask(`GET /api/${list}/${item.id}`, { key: api.keys.viewer })).body).toMatchObject(item);
});

test('a signal that a script wrote into the table shows once the company has taken it in', async () => {
  const { db } = api.company.ctx;
  const { id } = await db.signal.create({ data: { source: 'a script', token: 'BONK' } });
  expect(idsOf((await page('signals', 'limit=200')).items)).not.toContain(id);
  await db.signal.update({ where: { id }, data: { observedAt: api.company.ctx.clock.now() } });
  expect(idsOf((await page('signals', 'limit=200')).items)).toContain(id);
});

test('proposals are found by token, whether by its symbol or its contract, and by what they are for', async () => {
  const found = async (query: string) => idsOf((await page('proposals', `limit=200&${query}`)).items);
  const all = (await page('proposals', 'limit=200')).items;
  const isOf = (symbol: string) => (item: Item) => (item.instrument as { symbol: string } | null)?.symbol === symbol;
  expect(await found('token=WIF')).toEqual(idsOf(all.filter(isOf('WIF'))));
  expect(await found('token=WIF_USDT')).toEqual(await found('token=wif'));
  expect(await found('token=NOSUCH')).toEqual([]);
  expect(await found('missionType=analysis')).toEqual(
    idsOf(all.filter(({ missionType }) => missionType === 'analysis')),
  );
  expect((await found('agentId=sage')).length).toBe(all.filter(({ agentId }) => agentId === 'sage').length);
});

test('conversations are found by their format and by what they are about', async () => {
  const { db } = api.company.ctx;
  const [one] = (await page('roundtables', 'limit=1')).items;
  const [about] = (await page('proposals', 'limit=1')).items;
  await db.roundtable.update({ where: { id: one?.id ?? '' }, data: { proposalId: about?.id ?? '' } });
  expect(idsOf((await page('roundtables', `proposalId=${about?.id}`)).items)).toEqual([one?.id]);
  expect((await page('roundtables', `proposalId=${newId()}`)).items).toEqual([]);
  const all = (await page('roundtables', 'limit=200')).items;
  const same = all.filter(({ format }) => format === one?.format);
  expect(idsOf((await page('roundtables', `limit=200&format=${one?.format}`)).items)).toEqual(idsOf(same));
});
