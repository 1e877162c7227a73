import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { marketContract } from '../../testing/contracts/index.ts';
import { openReplayMarket } from './replay-market.ts';

const FIVE = 5 * MINUTE_MS;
const HOUR = 12 * FIVE;
const START = Date.UTC(2025, 0, 1);
const at = (bars: number) => new Date(START + bars * FIVE);

const row = (i: number, price = 100) => `${START + i * FIVE},${price},${price + 1},${price - 1},${price},10`;
/** So many bars of five minutes, without some of them. */
const rows = (count: number, without: readonly number[] = []) =>
  Array.from({ length: count }, (_, i) => i)
    .filter((i) => !without.includes(i))
    .map((i) => row(i, 100 + (i % 7)));

async function recording(files: Readonly<Record<string, readonly string[] | Buffer>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'recording-'));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(dir, name), Buffer.isBuffer(content) ? content : `${content.join('\n')}\n`);
  return dir;
}

/** A folder of files that is gone when its test is over. */
async function folderOf(files: Readonly<Record<string, readonly string[] | Buffer>>): Promise<string> {
  const dir = await recording(files);
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}

const opened = async (
  files: Readonly<Record<string, readonly string[] | Buffer>>,
  range: { from?: Date; to?: Date } = {},
) => openReplayMarket({ dir: await folderOf(files), ...range });

marketContract('the replay market', async () => {
  const dir = await recording({
    'AAA_USDT-5m.csv': rows(1500, [700, 701, 1442]),
    'BBB_USDT-perp-5m.csv.gz': gzipSync(rows(1500).slice(200).join('\n')),
  });
  return { market: await openReplayMarket({ dir }), during: at(1440.5), close: () => rm(dir, { recursive: true }) };
});

const recorded = fileURLToPath(new URL('../../../../../../shared/data/candles/5m', import.meta.url));

test.skipIf(!existsSync(recorded))('three months of ten tokens load within a few seconds', async () => {
  const begun = performance.now();
  const market = await openReplayMarket({ dir: recorded });
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(market.contracts()).toHaveLength(10);
  expect(market.bars('SOL_USDT', { intervalMs: HOUR, count: 3000 }, market.endsAt ?? new Date(0))).toHaveLength(
    90 * 24,
  );
});

test('company time begins a day and a half into the recording, or where it is told to', async () => {
  const files = { 'AAA_USDT-5m.csv': rows(1000) };
  expect((await opened(files)).startsAt).toEqual(at(432));
  expect((await opened(files, { from: at(20) })).startsAt).toEqual(at(20));
});

test('it stops at the end of its range', async () => {
  const market = await opened({ 'AAA_USDT-5m.csv': rows(1000) }, { from: at(10), to: at(50) });
  expect(market.endsAt).toEqual(at(50));
  expect(market.nextBarCloseAfter(at(49))).toEqual(at(50));
  expect(market.nextBarCloseAfter(at(50))).toBeNull();
  expect(market.price('AAA_USDT', at(900))?.at).toEqual(at(50));
});

test('a missing bar is absent, and the price stays that of the last one', async () => {
  const market = await opened({ 'AAA_USDT-5m.csv': rows(1000, [500, 501]) });
  expect(market.price('AAA_USDT', at(502))?.at).toEqual(at(500));
  expect(market.nextBarCloseAfter(at(500))).toEqual(at(503));
});

test('an hour whose last bars are missing is shown when it is over', async () => {
  const market = await opened({ 'AAA_USDT-5m.csv': rows(1000, [490, 491]) });
  const [hour] = market.bars('AAA_USDT', { intervalMs: HOUR, count: 1 }, at(492));
  expect(hour).toMatchObject({ openAt: at(480).getTime(), volume: 100 });
});

test('a changed recording, another range or another file is another range', async () => {
  const of = async (lines: readonly string[], to?: Date) =>
    (await opened({ 'AAA_USDT-5m.csv': lines }, { from: at(10), ...(to ? { to } : {}) })).range;
  const same = await of(rows(100));
  expect(await of(rows(100))).toBe(same);
  expect(await of([...rows(99), row(99, 5)])).not.toBe(same);
  expect(await of(rows(100), at(90))).not.toBe(same);
});

test('a header line, a byte order mark, Windows line ends and a missing last line end are read over', async () => {
  const text = `\ufefftimestamp_ms,open,high,low,close,volume\r\n${rows(600).join('\r\n')}`;
  const market = await opened({ 'AAA_USDT-5m.csv': Buffer.from(text) });
  expect(market.barsClosedBetween('AAA_USDT', at(0), at(600))).toHaveLength(600);
});

test.each([
  ['a line with a word', ['x', `${START + FIVE},1,1,1,one,1`], 'line 2: a figure is not a number'],
  ['an empty field', [`${START},1,1,1,1,`], 'line 1: a bar has timestamp_ms,open,high,low,close,volume'],
  ['too few fields', [row(0), '1,2'], 'line 2: a bar has timestamp_ms,open,high,low,close,volume'],
  ['a price of zero', [`${START},0,1,0,1,1`], 'line 1: a price is not above zero'],
  ['an infinite price', [`${START},1,1e999,1,1,1`], 'line 1: a figure is not a number'],
  ['a close above the high', [`${START},1,1,1,2,1`], 'line 1: open or close lies outside of low and high'],
  ['a negative volume', [`${START},1,1,1,1,-1`], 'line 1: the volume is negative'],
  ['half a millisecond', [`${START}.5,1,1,1,1,1`], 'line 1: the time is not in whole milliseconds'],
  ['a time in seconds', [row(0), `${START / 1000},1,1,1,1,1`], `line 2: the time ${START / 1000} is in seconds`],
  ['a time in microseconds', [`${START}000,1,1,1,1,1`], `line 1: the time ${START}000 is in microseconds`],
  ['a time in nanoseconds', [`${START}000000,1,1,1,1,1`], `line 1: the time ${START}000000 is in nanoseconds`],
  ['a time of no market', ['9e11,1,1,1,1,1', '8e13,1,1,1,1,1'], 'line 2: the time 80000000000000 lies outside'],
  ['an endless line', [`${row(0)}${'0'.repeat(2000)}`], 'line 1: the line has more than 1000 characters'],
  ['the same time twice', [row(0), row(0)], 'line 2: the time is the same as of the bar before it'],
  ['times out of order', [row(1), row(0)], 'line 2: bars are not in order of time'],
  [
    'bars of another interval',
    [row(0), `${START + MINUTE_MS},1,1,1,1,1`],
    "line 2: bars are closer than 300000 ms, the interval in the file's name",
  ],
])('%s stops the reading, with file and line', async (_, lines, fault) => {
  await expect(opened({ 'AAA_USDT-5m.csv': lines })).rejects.toThrow(`AAA_USDT-5m.csv ${fault}`);
});

test.each([
  ['no file of candles', { 'notes.txt': ['hello'] }, 'holds no file named like'],
  ['two intervals', { 'AAA_USDT-5m.csv': rows(9), 'BBB_USDT-1h.csv': rows(9) }, 'different intervals'],
  ['one contract twice', { 'AAA_USDT-5m.csv': rows(9), 'AAA_USDT-5m.csv.gz': gzipSync('') }, 'holds AAA_USDT twice'],
  [
    'a quote that is no dollar',
    { 'ETH_BTC-5m.csv': rows(9) },
    'ETH_BTC-5m.csv is quoted in BTC, and the books are in US',
  ],
  ['a euro quote', { 'SOL_USDT-5m.csv': rows(9), 'SOL_EUR-5m.csv': rows(9) }, 'SOL_EUR-5m.csv is quoted in EUR'],
  [
    'bars longer than an hour',
    { 'AAA_USDT-4h.csv': rows(9) },
    'AAA_USDT-4h.csv has bars that do not make up whole hours',
  ],
  ['bars of a day', { 'AAA_USDT-1d.csv': rows(9) }, 'AAA_USDT-1d.csv has bars that do not make up whole hours'],
  ['bars that no hour is made of', { 'AAA_USDT-7m.csv': rows(9) }, 'do not make up whole hours'],
  ['bars of no length', { 'AAA_USDT-0m.csv': rows(9) }, 'do not make up whole hours'],
  ['only small letters', { 'sol_usdt-5m.csv': rows(9) }, 'named like BONK_USDT-5m.csv.gz, but sol_usdt-5m.csv'],
  ['a file without bars', { 'AAA_USDT-5m.csv': ['timestamp_ms,open,high,low,close,volume'] }, 'holds no bars'],
  ['something else in a gzip name', { 'AAA_USDT-5m.csv.gz': rows(9) }, 'is not a whole gzip file'],
  [
    'half of a gzip file',
    { 'AAA_USDT-5m.csv.gz': gzipSync(rows(900).join('\n')).subarray(0, 400) },
    'is not a whole gzip file',
  ],
])('a folder with %s is refused', async (_, files, reason) => {
  await expect(opened(files as Record<string, readonly string[]>)).rejects.toThrow(reason);
});

test('files that are left out for their names are named once; what is no recording is not spoken of', async () => {
  const files = {
    'AAA_USDT-5m.csv': rows(500),
    'bbb_usdt-5m.csv': rows(9),
    'CCC_USDT-5m.CSV': rows(9),
    'AAA_USDT-mark-5m.csv': rows(9),
    'AAA_USDT-funding-1h.csv.gz': gzipSync('x'),
    'notes.txt': ['hello'],
    '.hidden.csv': ['hello'],
  };
  const said: string[] = [];
  const market = await openReplayMarket({ dir: await folderOf(files), say: (line) => said.push(line) });
  expect(market.contracts().map(({ contract }) => contract)).toEqual(['AAA_USDT']);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/AAA_USDT-funding-1h\.csv\.gz, AAA_USDT-mark-5m\.csv, CCC_USDT-5m\.CSV, bbb_usdt-5m\.csv$/);
});

test('a gzip file that unpacks to more than a recording can hold is refused, not unpacked', async () => {
  const member = gzipSync(Buffer.alloc(16 * 1024 * 1024, '\n'), { level: 1 });
  const bomb = Buffer.concat(Array.from({ length: 17 }, () => member));
  await expect(opened({ 'AAA_USDT-5m.csv.gz': bomb })).rejects.toThrow('AAA_USDT-5m.csv.gz holds more than 256 MB');
});

test('a folder that does not exist and a file that cannot be read are refused by name', async () => {
  await expect(openReplayMarket({ dir: '/nowhere' })).rejects.toThrow('REPLAY_DIR /nowhere cannot be read');
  const dir = await folderOf({});
  await mkdir(join(dir, 'AAA_USDT-5m.csv'));
  await expect(openReplayMarket({ dir })).rejects.toThrow('AAA_USDT-5m.csv cannot be read');
});

test.each([
  ['before the recording', { from: at(-1) }],
  ['after it', { from: at(5000) }],
  ['after its own end', { from: at(50), to: at(20) }],
])('a range that begins %s is refused', async (_, range) => {
  await expect(opened({ 'AAA_USDT-5m.csv': rows(1000) }, range)).rejects.toThrow(
    'REPLAY_FROM and REPLAY_TO must lie within',
  );
});

test('quantities and prices suit the whole recording, whatever it begins at', async () => {
  const grown = Array.from({ length: 500 }, (_, i) => {
    const price = 0.00002 * 10 ** (i / 80);
    return `${START + i * FIVE},${price},${price},${price},${price},10`;
  });
  const market = await opened({ 'AAA_USDT-5m.csv': grown });
  const [listed] = market.contracts();
  // From 0.00002 to 34 USD: one unit of the first bar would be 34 USD at the last.
  expect(listed).toMatchObject({ decimals: 5, minQuantity: '0.00001', tick: '0.000000001' });
});
