import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileName, readOrder } from './candle-order.ts';
import type { Exchange } from './klines.ts';
import { writeCandles } from './write-candles.ts';

const STEP_MS = 300_000;
const order = readOrder(['SOLUSDT', '5m', '2025-01-01', '2025-01-07']);
const BARS = (order.toMs - order.fromMs) / STEP_MS;

let folder: string;
let path: string;
let server: Server;
let exchange: Exchange;
let asked: number[];
let before: (answer: ServerResponse, call: number) => boolean;
/** What the exchange says of a candle's close. */
let closeOf: (openMs: number) => string;
let nowMs: number;

// An exchange of its own making: it pages, and does first whatever a test wants it to.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candles-'));
  path = join(folder, fileName(order));
  asked = [];
  before = () => false;
  closeOf = () => '1.75';
  nowMs = order.toMs;
  server = createServer((request, answer) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const start = Number(query.get('startTime'));
    asked.push(start);
    if (before(answer, asked.length)) return;
    const count = Math.min(Number(query.get('limit')), Math.ceil((Number(query.get('endTime')) + 1 - start) / STEP_MS));
    const bars = Array.from({ length: count }, (_, i) => [
      start + i * STEP_MS,
      '1.5',
      '2',
      '1',
      closeOf(start + i * STEP_MS),
      '10',
      0,
      '0',
      1,
      '0',
      '0',
      '0',
    ]);
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(bars));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  exchange = { url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`, backOffMs: 1 };
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

test('waits and tries again when the exchange is busy or hangs up', async () => {
  before = (answer, call) => {
    if (call === 1) answer.writeHead(429, { 'retry-after': '0' }).end();
    if (call === 2) answer.writeHead(503).end();
    if (call === 3) answer.destroy();
    return call <= 3;
  };
  await write();
  expectWhole(await lines());
});

test('gives up at once on what will never pass', async () => {
  before = (answer) => {
    answer.writeHead(400).end('{"msg":"Invalid symbol."}');
    return true;
  };
  await expect(write()).rejects.toThrow('Invalid symbol');
  expect(asked).toHaveLength(1);
});

test.each([
  [['sol', '5m', '2025-01-01', '2025-01-02'], 'sol is not a pair'],
  [['SOLUSDT', '7m', '2025-01-01', '2025-01-02'], '7m is not one of'],
  [['SOLUSDT', '5m', '2025-02-30', '2025-03-02'], '2025-02-30 is not a day'],
  [['SOLUSDT', '5m', '2025-01-02', '2025-01-01'], 'is before'],
  [[], 'no pair'],
])('refuses %j', (given, reason) => {
  expect(() => readOrder(given)).toThrow(reason);
});
