import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRecording } from '@atc/lab/testing';
import { readLedger, triesOf } from '@atc/lab/trials';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Command } from '../command.ts';
import type { Options } from '../options.ts';
import { ablate } from './ablate.ts';
import { backtest } from './backtest.ts';
import { check } from './check.ts';

const FIVE_MS = 300_000;
const DAY_BARS = 288;
const START = Date.UTC(2025, 0, 1);

/** So many bars that swing, from one on, without some of them. */
function bars(count: number, { from = 0, without = [], volume = 1000 }: Partial<Drawing> = {}): readonly string[] {
  return Array.from({ length: count - from }, (_, i) => from + i).flatMap((i) => {
    const price = 100 + 5 * Math.sin(i / 40) + Math.sin(i / 7);
    const row = [START + i * FIVE_MS, price, price + 0.5, price - 0.5, price + 0.1, volume].join(',');
    return without.includes(i) ? [] : [row];
  });
}

interface Drawing {
  readonly from: number;
  readonly without: readonly number[];
  readonly volume: number;
}

const OPTIONS: Options = {
  ...{ names: [], seeds: 2, costs: 1, fill: 'close', days: 1, budget: 400, family: undefined, workers: 1 },
  ...{ trainMs: 0, gapMs: 0, testMs: 0 },
  ...{ company: false, data: undefined, from: undefined, to: undefined },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-reports-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function played(
  files: Readonly<Record<string, readonly string[]>>,
  command: Command = backtest,
): Promise<readonly string[]> {
  const { dir, remove } = await writeRecording(Object.entries(files));
  onTestFinished(remove);
  const said: string[] = [];
  const wish = { seed: '1', dir, say: (line: string) => said.push(line) };
  await command({ wish, options: OPTIONS, folder, say: (line) => said.push(line), terminal: null });
  return said;
}

const TWO_DAYS = 3.5 * DAY_BARS;

test('the first line is holding, then the desk, then how sure that is; the report is on disk', async () => {
  const said = await played({ 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(TWO_DAYS) });
  expect(said[0]).toMatch(
    /^the desk, 2 tokens, 2 Jan – 4 Jan 2025, 2 seeds: hold [+−]\S+ %, cash \+0\.0 %, placebo [+−]/,
  );
  expect(said[1]).toMatch(/^equity [+−]\S+ % \[/);
  expect(said[2]).toMatch(/points\. |trade/);
  const written = said.at(-1)?.replace('Written to ', '') ?? '';
  const report = JSON.parse(await readFile(join(written, 'report.json'), 'utf8'));
  expect(report.headline).toEqual(said.slice(0, 3));
  expect(await readFile(join(written, 'report.html'), 'utf8')).toContain('<h1>the desk, 2 tokens');
  expect((await readFile(join(written, 'equity.csv'), 'utf8')).split('\n')[0]).toContain('at,run,hold,cash,placebo');
  const trades = await readFile(join(written, 'trades.csv'), 'utf8');
  expect(trades.split('\n').filter((line) => line !== '').length).toBe(
    report.trades.length && report.trades.length + 1,
  );
});

test('each thing that is taken away has a line, set against the whole desk', async () => {
  const said = await played({ 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(TWO_DAYS) }, ablate);
  const rows = said.slice(1, said.indexOf(''));
  const agents = ['ATLAS', 'SAGE', 'SCOUT', 'GROWTH', 'INTEL', 'OBSERVER'];
  expect(rows).toHaveLength(7 + agents.length);
  expect(rows[0]).toMatch(/^the whole desk /);
  for (const agent of agents) expect(rows.filter((row) => row.startsWith(`without ${agent} `))).toHaveLength(1);
  const interval = String.raw`[+−][\d.]+ % \[[+−][\d.]+ %, [+−][\d.]+ %\]`;
  expect(rows[1]).toMatch(new RegExp(`^without SAGE's vote +${interval} +${interval} +\\d+ `));
  expect(rows.find((row) => row.startsWith('without INTEL'))).toMatch(/\+0\.0 % .* 0 +– +0\.0 %/);
  expect(rows.slice(-2).map((row) => row.replace(/ {2}.*/, ''))).toEqual(['entries by dice', 'holding']);
});

test('the desk counts with each seed as one variant, and without each thing as one more', async () => {
  const files = { 'AAA_USDT-5m.csv': bars(2.5 * DAY_BARS), 'BBB_USDT-5m.csv': bars(2.5 * DAY_BARS) };
  const said = await played(files);
  const report = JSON.parse(await readFile(`${said.at(-1)?.replace('Written to ', '')}/report.json`, 'utf8'));
  expect(report.family.trials).toBe(triesOf((await readLedger(folder)).trials));
  const own = async () => (await readLedger(folder)).trials.filter(({ to }) => to === '2025-01-03T12:00:00.000Z');
  expect((await own()).map(({ runId, seed, values }) => [runId, seed, values])).toEqual([
    [report.run, '1', {}],
    [expect.any(String), '1.2', {}],
  ]);
  await played(files, ablate);
  // The whole desk was looked at before.
  expect(await own()).toHaveLength(2 * 11);
  expect(triesOf(await own())).toBe(11);
  expect((await played(files, ablate))[0]).toMatch(/^Asked before/);
});

test('what is checked has a line each, and what cannot be told is refused', { timeout: 120_000 }, async () => {
  const said = await played({ 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(TWO_DAYS) }, check);
  const lines = said.slice(0, said.indexOf(''));
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'passed  look-ahead, the recording ended',
    'passed  look-ahead, noise instead of what followed',
    'FAILED  recursion, 120 bars of 60 minutes',
    expect.stringMatching(/recursion, 120 bars of 15 minutes$/),
    'passed  purity',
    'passed  repeatability',
    ...['delay of one bar', 'costs × 1.5', 'costs × 2'].map((name) => expect.stringMatching(`${name}$`)),
  ]);
});

test.each<readonly [string, Readonly<Record<string, readonly string[]>>, string]>([
  ['one token', { 'AAA_USDT-5m.csv': bars(TWO_DAYS) }, 'AAA is the only token: there is nothing to choose among'],
  [
    'a gap',
    {
      'AAA_USDT-5m.csv': bars(TWO_DAYS),
      'BBB_USDT-5m.csv': bars(TWO_DAYS, { without: [500, 501, 502] }),
    },
    'BBB lacks 3 bars of 1008, the longest gap of 15 minutes from 2025-01-02T17:40Z',
  ],
  [
    'a token that is listed late',
    { 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(TWO_DAYS, { from: 600 }) },
    'BBB begins only on 2025-01-03T02:00Z',
  ],
  [
    'a recording that ends early',
    { 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(700) },
    'BBB ends on 2025-01-03T10:20Z, before the others',
  ],
  [
    'no volume',
    { 'AAA_USDT-5m.csv': bars(TWO_DAYS), 'BBB_USDT-5m.csv': bars(TWO_DAYS, { volume: 0 }) },
    'BBB traded nothing in 100.0 % of its bars: there nothing can be bought',
  ],
])('%s is played, and told in one line', async (_, files, line) => {
  const said = await played(files);
  expect(said.filter((one) => one.startsWith('BBB') || one.includes('only token'))).toEqual([line]);
});

test.each<readonly [string, Readonly<Record<string, readonly string[]>>, string]>([
  ['nothing', {}, 'holds no file named like BONK_USDT-5m.csv.gz'],
  ['one bar', { 'AAA_USDT-5m.csv': bars(1) }, 'holds too little: a run begins a day and a half into its candles'],
  [
    'bars that do not begin at multiples of their interval',
    { 'AAA_USDT-5m.csv': bars(TWO_DAYS).map((row) => row.replace(/^\d+/, (at) => String(Number(at) + 60_000))) },
    'AAA_USDT cannot be kept in columns: the bar of 2025-01-01T00:01:00.000Z is not one of 300000 ms',
  ],
])('%s is refused in one line', async (_, files, line) => {
  await expect(played(files)).rejects.toThrow(line);
});
