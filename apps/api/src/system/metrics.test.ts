import { openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { prometheusText } from './prometheus.ts';
import { openRequestTimes } from './request-times.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  await openTrade(api.company.ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
});
afterAll(() => api?.close());

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/;

/** Reads the text as a scraper does; throws at a line that is none. */
function scrape(text: string): readonly Sample[] {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      if (name === '' || Number.isNaN(Number(value))) throw new Error(`no sample: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [
        label,
        text,
      ]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

const read = async () => (await api.ask('GET /metrics', { key: api.keys.viewer })).body as string;
const figureOf = (samples: readonly Sample[], name: string, labels: Sample['labels'] = {}) =>
  samples.find(
    (one) => one.name === name && Object.entries(labels).every(([label, text]) => one.labels[label] === text),
  )?.value;

test('is text of the format that Prometheus asks for', async () => {
  const reply = await api.ask('GET /metrics', { key: api.keys.viewer });
  expect(reply.headers.get('content-type')).toMatch(
    /^text\/plain; (version=0\.0\.4; charset=utf-8|charset=utf-8; version=0\.0\.4)$/,
  );
  expect(reply.body.endsWith('\n')).toBe(true);
  expect(scrape(reply.body).length).toBeGreaterThan(50);
});

test('each metric is explained once, before its samples, and no sample comes twice', async () => {
  const text = await read();
  const [helps, types] = ['HELP', 'TYPE'].map((word) =>
    [...text.matchAll(new RegExp(`^# ${word} (\\w+) `, 'gm'))].map((match) => match[1] ?? ''),
  );
  expect(helps).toEqual(types);
  expect(new Set(types).size).toBe(types?.length);
  const series = scrape(text).map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  expect(new Set(series).size).toBe(series.length);
  const families = scrape(text).map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(families.filter((name) => !types?.includes(name))).toEqual([]);
});

test.each([
  ['company_equity_usd', 'equityUsd'],
  ['company_cash_usd', 'cashUsd'],
  ['company_realized_pnl_usd', 'realizedPnl'],
  ['company_unrealized_pnl_usd', 'unrealizedPnl'],
  ['company_fees_usd', 'feesUsd'],
  ['company_drawdown_ratio', 'drawdown'],
])('%s is what the books call %s', async (metric, field) => {
  const books = (await api.ask('GET /api/portfolio')).body;
  expect(figureOf(scrape(await read()), metric)).toBe(Number(books[field]));
});

test('company time is the company’s, not the machine’s', async () => {
  const now = api.company.ctx.clock.now().getTime() / 1000;
  expect(figureOf(scrape(await read()), 'company_time_seconds')).toBe(now);
});

test('what is unsettled is counted by its state', async () => {
  expect(figureOf(scrape(await read()), 'company_unsettled', { table: 'positions', status: 'open' })).toBe(1);
  const { db } = api.company.ctx;
  await db.circuitBreaker.create({ data: { key: 'k', stepKind: 'execute_trade', venue: 'paper', state: 'open' } });
  await api.ask('POST /api/signals', { body: { source: 'm', token: 'WIF', signalType: 'buy' } });
  const samples = scrape(await read());
  expect(figureOf(samples, 'company_unsettled', { table: 'breakers', status: 'open' })).toBe(1);
  expect(figureOf(samples, 'company_unsettled', { table: 'steps', status: 'queued' })).toBe(1);
});

test('every queue tells how many jobs it has', async () => {
  const samples = scrape(await read()).filter(({ name }) => name === 'company_queue_jobs');
  const queues = new Set(samples.map(({ labels }) => labels.queue));
  expect([...queues].sort()).toEqual(
    api.company.ctx.queues
      .forBoard()
      .map(({ name }) => name)
      .sort(),
  );
});

const counted = async (labels: Sample['labels']) =>
  figureOf(scrape(await read()), 'company_http_requests_total', labels) ?? 0;

test('requests are counted by route, not by address, so that no client can make series without end', async () => {
  const labels = { method: 'GET', route: '/api/positions/:id', status: '404' };
  const before = await counted(labels);
  for (let i = 0; i < 3; i += 1) await api.ask(`GET /api/positions/01890000-0000-7000-8000-00000000000${i}`);
  for (let i = 0; i < 5; i += 1) await api.ask(`GET /made/up/${i}`);
  expect(await counted(labels)).toBe(before + 3);
  expect(await read()).not.toMatch(/made|01890000/);
  expect(await counted({ route: 'other', status: '404' })).toBe(5);
});

test('refusals are counted too', async () => {
  const labels = { method: 'GET', route: '/api/locks', status: '401' };
  await api.ask('GET /api/locks', { key: null });
  expect(await counted(labels)).toBe(1);
});

test('the times of a route add up: each bucket holds those below it, and the last all', () => {
  const times = openRequestTimes();
  const seconds = [0.001, 0.005, 0.006, 0.2, 3, 60];
  for (const one of seconds) times.note({ method: 'GET', route: '/x', status: 200, seconds: one });
  const samples = scrape(prometheusText(times.metrics()));
  const buckets = samples.filter(({ name }) => name === 'company_http_request_seconds_bucket');
  for (const { labels, value } of buckets)
    expect(value).toBe(seconds.filter((one) => one <= Number(labels.le?.replace('+Inf', 'Infinity'))).length);
  expect(buckets.map(({ labels }) => labels.le).at(-1)).toBe('+Inf');
  expect(figureOf(samples, 'company_http_request_seconds_count')).toBe(6);
  expect(figureOf(samples, 'company_http_request_seconds_sum')).toBeCloseTo(63.212, 9);
});

test.each([
  ['a "quote"', 'a \\"quote\\"'],
  ['a\nline', 'a\\nline'],
  ['back\\slash', 'back\\\\slash'],
])('a label of %j is written so that a scraper reads it whole', (label, written) => {
  const text = prometheusText([{ name: 'm', help: 'h', type: 'gauge', samples: [{ labels: { label }, value: 1 }] }]);
  expect(text).toBe(`# HELP m h\n# TYPE m gauge\nm{label="${written}"} 1\n`);
});
