import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileName, folderOf, orderOf, readWish } from './candle-order.ts';
import { type CandleSource, openCandles } from './exchange-candles.ts';
import { writeCandles } from './write-candles.ts';

const STEP_MS = 5 * MINUTE_MS;
const order = orderOf(readWish(['SOLUSDT', '5m', '2025-01-01', '2025-01-07']), { '5m': STEP_MS });
const BARS = (order.toMs - order.fromMs) / STEP_MS;

let folder: string;
let path: string;
let server: Server;
let url: string;
let exchange: CandleSource;
let asked: number[];
/** So often it does not tell its pairs. */
let busyFor: number;
let before: (answer: ServerResponse, call: number) => boolean;
/** What the exchange says of a candle's close. */
let closeOf: (openMs: number) => string;
/** When the pair was listed: there is no candle before. */
let listedMs: number;
let nowMs: number;

const MARKETS = {
  symbols: [{ symbol: 'SOLUSDT', baseAsset: 'SOL', quoteAsset: 'USDT', status: 'TRADING', isSpotTradingAllowed: true }],
};
const OKX_MARKET = {
  ...{ instType: 'SPOT', instId: 'SOL-USDT', baseCcy: 'SOL', quoteCcy: 'USDT', state: 'live' },
  ...{ lotSz: '0.001', minSz: '0.01', tickSz: '0.01' },
};

// An exchange of its own making, in Binance's words: it pages, and does first whatever a test wants it to.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candles-'));
  path = join(folder, fileName(order));
  asked = [];
  busyFor = 0;
  before = () => false;
  closeOf = () => '1.75';
  listedMs = order.fromMs;
  nowMs = order.toMs;
  server = createServer(({ url: path }, answer) => {
    const { pathname, searchParams: query } = new URL(path ?? '', 'http://x');
    if (pathname === '/api/v3/exchangeInfo') {
      busyFor -= 1;
      return busyFor < 0 ? answer.end(JSON.stringify(MARKETS)) : answer.writeHead(503).end();
    }
    const start = Number(query.get('startTime'));
    asked.push(start);
    if (before(answer, asked.length)) return;
    const first = Math.max(start, listedMs);
    const count = Math.min(Number(query.get('limit')), Math.ceil((order.toMs - first) / STEP_MS));
    const bars = Array.from({ length: count }, (_, i) => first + i * STEP_MS);
    const rest = [0, '0', 1, '0', '0', '0'];
    answer.end(JSON.stringify(bars.map((openMs) => [openMs, '1.5', '2', '1', closeOf(openMs), '10', ...rest])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  exchange = await openCandles({ id: 'binance', url, backOffMs: 1 });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const write = () => writeCandles(exchange, order, { path, progress: () => undefined, nowMs: () => nowMs });
const lines = async () => (await readFile(path, 'utf8')).trim().split('\n');

function expectWhole(found: readonly string[]): void {
  expect(found[0]).toBe('timestamp_ms,open,high,low,close,volume');
  expect(found.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: BARS }, (_, i) => order.fromMs + i * STEP_MS),
  );
}

test('pages through the span and writes the file that a replay reads', async () => {
  expect(await write()).toBe(BARS);
  const found = await lines();
  expectWhole(found);
  expect(found[1]).toBe(`${order.fromMs},1.5,2,1,1.75,10`);
  expect(fileName(order)).toBe('SOL_USDT-5m.csv');
});

test('goes on after the last whole line of a download that was broken off', async () => {
  before = (answer, call) => {
    if (call > 1) answer.writeHead(400).end('no');
    return call > 1;
  };
  await expect(write()).rejects.toThrow('answered 400');
  await appendFile(path, '17360');
  before = () => false;
  expect(await write()).toBe(BARS - 1000);
  expectWhole(await lines());
});

test('has nothing to add to a complete file and asks for its last candle only', async () => {
  await write();
  const found = await readFile(path, 'utf8');
  asked.length = 0;
  expect(await write()).toBe(0);
  expect(asked).toEqual([order.toMs - STEP_MS]);
  expect(await readFile(path, 'utf8')).toBe(found);
});

test('leaves no file behind where nobody answers', async () => {
  before = (answer) => {
    answer.writeHead(400).end('no');
    return true;
  };
  await expect(write()).rejects.toThrow('answered 400');
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

test('makes no file of a span without candles', async () => {
  before = (answer) => {
    answer.end('[]');
    return true;
  };
  expect(await write()).toBe(0);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

test('does not store the candle that still runs, and stores it once it has closed', async () => {
  nowMs = order.fromMs + 10.5 * STEP_MS;
  expect(await write()).toBe(10);
  expect((await lines()).at(-1)).toContain(String(order.fromMs + 9 * STEP_MS));
  nowMs = order.fromMs + 11 * STEP_MS;
  expect(await write()).toBe(1);
  expect((await lines()).at(-1)).toContain(String(order.fromMs + 10 * STEP_MS));
});

test('repairs a last candle that was stored while it ran', async () => {
  nowMs = order.fromMs + 10 * STEP_MS;
  closeOf = (openMs) => (openMs === order.fromMs + 9 * STEP_MS ? '1.25' : '1.75');
  await write();
  expect((await lines()).at(-1)).toContain(',1.25,');
  closeOf = () => '1.75';
  nowMs = order.toMs;
  expect(await write()).toBe(BARS - 10);
  const found = await lines();
  expectWhole(found);
  expect(found.filter((line) => line.includes(',1.25,'))).toEqual([]);
});

test('goes on with a file of nothing but a header, or of half a header', async () => {
  await appendFile(path, 'timestamp_ms,open,high,low,close,volume\n');
  expect(await write()).toBe(BARS);
  expectWhole(await lines());
  await rm(path);
  await appendFile(path, 'timest');
  expect(await write()).toBe(BARS);
  expectWhole(await lines());
});

test('waits and tries again when the exchange is busy, hangs up or breaks off', async () => {
  before = (answer, call) => {
    if (call === 1) answer.writeHead(429, { 'retry-after': '0' }).end();
    if (call === 2) answer.writeHead(503).end();
    if (call === 3) answer.destroy();
    if (call === 4) answer.end('[[173568');
    return call <= 4;
  };
  await write();
  expectWhole(await lines());
});

test('asks for the pairs again when the exchange was busy', async () => {
  busyFor = 2;
  expect(await write()).toBe(BARS);
});

test('gives up at once on what will never pass', async () => {
  before = (answer) => {
    answer.writeHead(400).end('{"msg":"Invalid symbol."}');
    return true;
  };
  await expect(write()).rejects.toThrow('Invalid symbol');
  expect(asked).toHaveLength(1);
});

test('begins with the first candle of a pair that was listed within the span', async () => {
  listedMs = order.toMs - 3 * STEP_MS;
  expect(await write()).toBe(3);
});

test('fetches from an exchange that looks no further than a page, in its own words', async () => {
  listedMs = order.toMs - 400 * STEP_MS;
  server.removeAllListeners('request').on('request', ({ url: path }, answer: ServerResponse) => {
    const { pathname, searchParams: query } = new URL(path ?? '', 'http://x');
    const say = (data: unknown) => answer.end(JSON.stringify({ code: '0', msg: '', data }));
    if (pathname === '/api/v5/public/instruments') return say([OKX_MARKET]);
    if (pathname !== '/api/v5/market/history-candles') return answer.writeHead(404).end();
    const [from, to] = [Number(query.get('before')) + 1, Number(query.get('after'))];
    asked.push(from);
    const opens = Array.from({ length: (to - from) / STEP_MS }, (_, i) => from + i * STEP_MS);
    const traded = opens.filter((openMs) => openMs >= listedMs).reverse();
    return say(traded.map((openMs) => [String(openMs), '1.5', '2', '1', '1.75', '10', '17', '17', '1']));
  });
  const okx = await openCandles({ id: 'okx', url, backOffMs: 1 });
  expect(await writeCandles(okx, order, { path, progress: () => undefined, nowMs: () => nowMs })).toBe(400);
  expect((await lines()).slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 400 }, (_, i) => listedMs + i * STEP_MS),
  );
  expect((await lines())[1]).toBe(`${listedMs},1.5,2,1,1.75,10`);
});

test('writes small numbers without a power of ten', async () => {
  closeOf = () => '1.5e-7';
  await write();
  expect((await lines())[1]).toBe(`${order.fromMs},1.5,2,1,0.00000015,10`);
});

test('rests as long as the exchange asks for', async () => {
  before = (answer, call) => {
    if (call === 1) answer.writeHead(418, { 'retry-after': '0.3' }).end('{"code":-1003,"msg":"banned"}');
    return call === 1;
  };
  const began = performance.now();
  await write();
  expect(performance.now() - began).toBeGreaterThanOrEqual(300);
});

test('refuses a pair that the exchange does not have', async () => {
  const strange = { ...order, pair: 'NONE/USDT' };
  await expect(exchange.fetchPage(strange, order.fromMs)).rejects.toThrow('does not have market symbol NONE/USDT');
  expect(asked).toEqual([]);
});

test('knows an exchange by its name only', async () => {
  await expect(openCandles({ id: 'binancee', url, backOffMs: 1 })).rejects.toThrow('ccxt knows no exchange binancee');
  await expect(openCandles({ id: '../ccxt', url, backOffMs: 1 })).rejects.toThrow('ccxt knows no exchange');
});

test('reads a pair with and without a slash, of Binance unless told', () => {
  const days = ['5m', '2025-01-01', '2025-01-02'];
  expect(readWish(['SOLUSDT', ...days])).toEqual(readWish(['binance', 'SOL/USDT', ...days]));
  expect(folderOf(readWish(['SOL/USDT', ...days]))).toBe('candles');
  expect(folderOf(readWish(['okx', 'SOL/USDT', ...days]))).toBe('candles/okx');
});

test.each(['7m', '1M', ''])('refuses the interval "%s", and names those that there are', (interval) => {
  expect(() => orderOf({ ...order, interval }, exchange.intervals)).toThrow('of binance: 1s, 1m, 3m, 5m');
});

test.each([
  [['sol', '5m', '2025-01-01', '2025-01-02'], 'sol is not a pair'],
  [['SOLUSDT', '5m', '2025-02-30', '2025-03-02'], '2025-02-30 is not a day'],
  [['SOLUSDT', '5m', '2025-01-02', '2025-01-01'], 'is before'],
  [['okx', 'SOL-USDT', '5m', '2025-01-01', '2025-01-02'], 'SOL-USDT is not a pair'],
  [[], 'no pair'],
])('refuses %j', (given, reason) => {
  expect(() => readWish(given)).toThrow(reason);
});
