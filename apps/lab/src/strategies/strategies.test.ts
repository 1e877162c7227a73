import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functions, usageOf } from '@atc/core/desk/strategies';
import { findStrategy } from '@atc/lab/templates';
import { writeRecording } from '@atc/lab/testing';
import { readLedger, triesOf } from '@atc/lab/trials';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../command.ts';
import { type Options, optionsOf } from '../options.ts';
import { backtest } from '../play/backtest.ts';
import { check } from '../play/check.ts';
import { compare } from '../search/compare.ts';
import { optimise } from '../search/optimise.ts';
import { walkForward } from '../search/walk-forward.ts';

const FIVE_MS = 300_000;
const START = Date.UTC(2025, 0, 1);

/** Four days of a price that swings, from a bar on. */
function rows(phase: number, from = 0): readonly string[] {
  return Array.from({ length: 4 * 288 - from }, (_, i) => {
    const price = 100 + 5 * Math.sin((from + i) / 40 + phase) + Math.sin((from + i) / 7);
    return [START + (from + i) * FIVE_MS, price, price + 0.5, price - 0.5, price + 0.1, 1e6].join(',');
  });
}

const CROSSING = {
  ...{ name: 'crossing', bars: '15m', says: 'short above long' },
  parameters: { fast: { value: 4, from: 3, to: 5, step: 1 }, slow: { value: 12, from: 10, to: 14, step: 2 } },
  entry: { when: ['ema(fast) crosses above ema(slow)'] },
  exit: { when: ['ema(fast) crosses below ema(slow)'] },
  size: { kind: 'share', share: 0.2 },
};

let home: string;
let recording: Awaited<ReturnType<typeof writeRecording>>;
let single: Awaited<ReturnType<typeof writeRecording>>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'lab-strategies-'));
  recording = await writeRecording([
    ['AAA_USDT-5m.csv', rows(0)],
    ['BBB_USDT-5m.csv', rows(2, 500)],
  ]);
  single = await writeRecording([['AAA_USDT-5m.csv', rows(0).slice(0, 1)]]);
});
afterAll(async () => {
  await Promise.all([rm(home, { recursive: true }), recording.remove(), single.remove()]);
});

/** Writes a strategy down, and returns the path of it. */
async function written(changes: object | string): Promise<string> {
  const text = typeof changes === 'string' ? changes : JSON.stringify({ ...CROSSING, ...changes });
  const path = join(home, `${Math.abs(hash(text))}.json`);
  await writeFile(path, text);
  return path;
}

const hash = (text: string): number => [...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) | 0, 7);

interface Asked {
  readonly dir?: string;
  readonly isFound?: boolean;
}

async function run(command: Command, args: readonly string[], { dir = recording.dir, isFound = true }: Asked = {}) {
  const options: Options | string = optionsOf(args);
  if (typeof options === 'string') throw new Error(options);
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const wish = { seed: '1', dir, say };
  expect(await command({ wish, options, folder: join(home, 'lab'), say, terminal: null })).toBe(isFound);
  return said;
}

test('a strategy is played beside holding, cash and dice, and its report is on disk', async () => {
  const said = await run(backtest, [await written({})]);
  expect(said[0]).toMatch(/^crossing@1, 2 tokens, 2 Jan – 5 Jan 2025, 1 seed: hold \S+ %, cash \+0\.0 %, placebo /);
  expect(said[1]).toMatch(/^equity .* (\d+) trades a seed/);
  expect(said).toContain('crossing: short above long');
  expect(said).toContain('BBB begins only on 2025-01-02T17:40Z');
  expect(said).toContain('Too short to keep a fifth of it, at least 14 days, for a promotion: all is played');
  const folder = said.at(-1)?.replace('Written to ', '') ?? '';
  const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  expect(report.trades.length).toBeGreaterThan(5);
  expect(report.trades.every(({ source }: { source: string }) => source === 'crossing')).toBe(true);
  const { trials } = await readLedger(join(home, 'lab'));
  const looked = trials.find(({ runId }) => runId === report.run);
  expect(looked).toMatchObject({ family: 'crossing', strategy: 'crossing', split: 'whole', costs: 1 });
  expect(looked?.results).toHaveLength(report.trades.length);
  expect(report.family).toMatchObject({ trials: triesOf(trials), overfit: null });
});

test('the same question is answered from disk and is no new trial, unless the ledger lacks its run', async () => {
  const path = await written({ version: 7 });
  const first = await run(backtest, [path]);
  const count = async () => (await readLedger(join(home, 'lab'))).trials.length;
  const before = await count();
  const again = await run(backtest, [path]);
  expect(again[0]).toMatch(/^Asked before, on \d{4}-\d\d-\d\d: this is the answer of then, and no new trial\.$/);
  expect(again.slice(1)).toEqual(first);
  expect(await count()).toBe(before);
  expect((await run(backtest, [path, '--costs', '2']))[0]).not.toMatch(/^Asked before/);
  expect(await count()).toBe(before + 1);
  await rm(join(home, 'lab', 'trials.jsonl'));
  expect((await run(backtest, [path]))[0]).not.toMatch(/^Asked before/);
  expect(await count()).toBe(1);
});

test.each<readonly [string, readonly [object, ...string[]], string]>([
  ['never trades', [{ entry: { when: ['close > 1000'] } }], 'It never trades: its entry held at no bar.'],
  [
    'is told to trade at every bar',
    [{ bars: '5m', entry: { when: ['close > 1'] }, exit: { hours: 0.01 } }, '--costs', '0'],
    'crossing: short above long',
  ],
  [
    'trades a token that is not recorded too',
    [{ universe: { symbols: ['AAA', 'ZZZ'] } }],
    'crossing also trades ZZZ: the recording has no such token',
  ],
  [
    'needs more bars than a token that was listed late has',
    [{ entry: { when: ['sma(250) > 0'] } }],
    'crossing needs 250 bars of 15m before it decides: too few of BBB',
  ],
])('one that %s is played', async (_, [changes, ...options], line) => {
  expect(await run(backtest, [await written(changes), ...options])).toContain(line);
});

test.each<readonly [string, object | string, string]>([
  ['is no JSON', '{', 'is not JSON'],
  ['has a fault', { entry: { when: ['clse > 1'] } }, 'entry.when.0, character 1: there is no clse'],
  [
    'has a parameter out of its bounds',
    { parameters: { n: { value: 9, from: 1, to: 2, step: 1 } } },
    '9 lies outside of 1 to 2',
  ],
  [
    'trades no recorded token',
    { universe: { symbols: ['ZZZ'] } },
    'crossing trades ZZZ: the recording has no such token',
  ],
  [
    'looks at no recorded token',
    { regime: ['BTC: close > 1'] },
    'crossing looks at BTC: the recording has no such token',
  ],
  [
    'needs more bars than there are',
    { entry: { when: ['sma(500) > 0'] } },
    'crossing needs 500 bars of 15m before it decides: the recording is shorter',
  ],
])('one that %s is refused in one line', async (_, changes, line) => {
  await expect(run(backtest, [await written(changes)])).rejects.toThrow(line);
});

test('a name that nobody knows, too many names and one bar are refused in one line', async () => {
  await expect(run(backtest, ['fortune'])).rejects.toThrow(
    'there is no strategy fortune: give a file, or one of breakout, ema-cross, reversion, rotation, trend',
  );
  await expect(run(optimise, ['trend', 'rotation'])).rejects.toThrow('optimise takes one strategy, such as trend');
  await expect(run(backtest, ['trend'], { dir: single.dir })).rejects.toThrow('holds too little');
});

test('a search says what its best variant is worth beside luck, and goes on where it was stopped', async () => {
  const path = await written({});
  const said = await run(optimise, [path, '--workers', '1', '--family', 'crossings']);
  expect(said.filter((line) => /^fast \d, slow \d\d /.test(line))).toHaveLength(9);
  expect(said.find((line) => /^Best of \d+ variants/.test(line))).toMatch(/deflated probability .*; PBO .*; .*SPA p /);
  const folder = said.at(-1)?.replace('Written to ', '') ?? '';
  const file = join(folder, 'trials.jsonl');
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(9);
  // As a kill leaves it: some variants, half a line, and no answer.
  await rm(join(folder, 'answer.json'));
  await writeFile(file, `${lines.slice(0, 4).join('\n')}\n${lines[4]?.slice(0, 20)}`);
  expect(await run(optimise, [path, '--workers', '1', '--family', 'crossings'])).toEqual(said);
  const variants = async (text: string) =>
    text.split('\n').flatMap((line) => /^{"variant":(\d+),.*}$/.exec(line)?.[1] ?? []);
  expect((await variants(await readFile(file, 'utf8'))).toSorted()).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
  ]);
});

test('a search that is larger than its budget is refused with what to do', async () => {
  await expect(run(optimise, [await written({}), '--budget', '8'])).rejects.toThrow(
    'crossing has 9 variants, the budget is 8: narrow a parameter, or give --budget 9',
  );
});

test('a walk-forward tells every window of both modes', async () => {
  const path = await written({});
  const said = await run(walkForward, [path, '--train', '12h', '--gap', '2h', '--test', '12h', '--workers', '1']);
  const windows = said.filter((line) => /^2025-01-0\d – 2025-01-0\d {2}fast/.test(line));
  expect(windows).toHaveLength(4);
  expect(said.filter((line) => line.startsWith('Tests together'))).toHaveLength(2);
  expect(said).toContain('  its recording is too short to keep a holdout');
  const html = await pageOf(said);
  expect(html).toContain('<h1>Walk-forward of crossing@1, 2025-01-03 to 2025-01-04</h1>');
  for (const caption of ['rolling: chosen by training', 'anchored: chosen by training', 'Checks of what was chosen'])
    expect(html).toContain(`<caption>${caption}`);
  expect(html.match(/<path class="(run|hold|placebo|cash)" d="M0 [\d.]+L/g)).toHaveLength(4);
  await expect(run(walkForward, [path])).rejects.toThrow('2.0 days hold no 120.0 days of training');
});

/** The page that a command has written. */
async function pageOf(said: readonly string[]): Promise<string> {
  return readFile(join(said.at(-1)?.replace('Written to ', '') ?? '', 'report.html'), 'utf8');
}

test('strategies are compared with each other and with references', async () => {
  const said = await run(compare, [await written({}), 'hold', 'cash', 'placebo']);
  expect(said.slice(1, 5).map((line) => line.split(/ {2,}/)[0])).toEqual([
    ...[expect.stringMatching(/json$/), 'hold', 'cash', 'placebo of crossing'],
  ]);
  const html = await pageOf(said);
  expect(html).toMatch(/<tr><th scope="row">cash<\/th><td>\+0\.0 % \[\+0\.0 %, \+0\.0 %\]<\/td>/);
  expect(html.match(/<path class="(run|hold|placebo|cash)" d="M0 [\d.]+L/g)).toHaveLength(4);
  expect(said[3]).toMatch(/\+0\.0 % +0\.0 % +0\.00 +0 +0\.0 %/);
});

test('a strategy is checked with a line for each condition', async () => {
  const said = await run(check, [await written({}), '--days', '1'], { isFound: true });
  expect(said.slice(0, 5).map((line) => line.split(/[:,]/)[0])).toEqual([
    ...['passed  look-ahead', 'passed  look-ahead', 'passed  recursion', 'passed  purity', 'passed  repeatability'],
  ]);
});

test('every strategy of the folder can be read, by its name', async () => {
  const files = await readdir(fileURLToPath(new URL('../../../../strategies/', import.meta.url)));
  const names = files.map((file) => file.replace('.json', ''));
  const found = await Promise.all(names.map((name) => findStrategy(name)));
  expect(found.map(({ strategy }) => strategy.name)).toEqual(names);
  expect(names.length).toBeGreaterThan(4);
});

test('the manual has a line for every function, as the code says it', async () => {
  const manual = await readFile(fileURLToPath(new URL('../../../../docs/lab.md', import.meta.url)), 'utf8');
  const rows = manual.split('\n').map((line) => line.split(/ *\| */));
  const told = new Map(rows.map(([, usage, says]) => [usage, says]));
  for (const [name, spec] of Object.entries(functions)) expect(told.get(`\`${usageOf(name, spec)}\``)).toBe(spec.says);
});
