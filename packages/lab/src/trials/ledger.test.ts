import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strategyOf, type Trial } from '@atc/core/loop/trials';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAYS_A_YEAR, deflatedSharpe, randomOf } from '../measure/index.ts';
import { codeOf, familyOf, keepDefinition, keepTrials, readDefinition, readLedger, trialOf, triesOf } from './index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trials-'));
});
afterEach(() => rm(folder, { recursive: true }));

const DAY = 86_400_000;
const look = { by: 'operator', at: new Date('2026-11-30T04:00:00Z'), code: '0123abcd' };

function tried(n: number, changes: Partial<Parameters<typeof trialOf>[0]> = {}): Trial {
  const dailyReturns = Array.from({ length: 40 }, (_, day) => Math.sin(n * 7 + day * (n + 1)) / 100);
  return trialOf(
    {
      ...{ family: 'trend', strategy: 'trend', version: 1, values: { n }, recording: 'candles', seed: '1', costs: 1 },
      ...{ split: 'whole', from: 0, to: 40 * DAY, dailyReturns, results: [0.01, -0.02], slippage: null },
      ...changes,
    },
    look,
  );
}

const file = () => join(folder, 'trials.jsonl');
const lines = async () => (await readFile(file(), 'utf8')).split('\n');

test('a ledger that does not exist is empty, and one that is kept reads back', async () => {
  expect((await readLedger(folder)).trials).toEqual([]);
  await keepTrials(folder, [tried(1), tried(2)]);
  const { trials } = await keepTrials(folder, [tried(2), tried(3), tried(3)]);
  expect(trials).toEqual([tried(1), tried(2), tried(3)]);
  expect((await readLedger(folder)).trials).toEqual(trials);
});

test('the same question has the same id, and each part of it counts', () => {
  const { runId } = tried(1);
  expect(tried(1).runId).toBe(runId);
  const others = [{ costs: 1.5 }, { seed: '2' }, { values: { n: 2 } }, { recording: 'others' }, { to: 39 * DAY }];
  expect(new Set(others.map((changes) => tried(1, changes).runId)).size).toBe(5);
  for (const changes of others) expect(tried(1, changes).runId).not.toBe(runId);
  expect(tried(1, { family: 'another', dailyReturns: [], results: [] }).runId).toBe(runId);
});

test('changed code asks again, and a changed strategy of the same name and version is another variant', () => {
  const { runId: _, ...asked } = tried(1);
  const run = { ...asked, from: 0, to: 40 * DAY, dailyReturns: [], slippage: null };
  const by = (code: string) => trialOf(run, { ...look, code });
  const [first, recoded, redefined] = [by(codeOf('aa', { n: 1 })), by(codeOf('bb', { n: 1 })), by(codeOf('aa', {}))];
  expect(new Set([first, recoded, redefined].map(({ runId }) => runId)).size).toBe(3);
  expect([triesOf([first, recoded]), triesOf([first, redefined])]).toEqual([1, 2]);
});

test('what a strategy was is read back as it was, and refused once it was changed', async () => {
  const definition = { name: 'trend', entry: { when: ['close > 1'] } };
  const one = { ...tried(1), code: codeOf('aa', definition) };
  await expect(readDefinition(folder, one)).rejects.toMatchObject({ code: 'no_definition' });
  await keepDefinition(folder, definition);
  expect(await readDefinition(folder, one)).toEqual(definition);
  await writeFile(join(folder, 'strategies', `${strategyOf(one)}.json`), JSON.stringify({ ...definition, name: 'x' }));
  await expect(readDefinition(folder, one)).rejects.toMatchObject({ code: 'changed_definition' });
});

test.each([
  ['made better', (all: string[]) => all.map((one) => one.replace('"n":2', '"n":9'))],
  ['taken out', (all: string[]) => all.toSpliced(1, 1)],
  ['put in another order', (all: string[]) => [all[1] ?? '', all[0] ?? '', ...all.slice(2)]],
  ['half written', (all: string[]) => [...all.slice(0, 2), (all[2] ?? '').slice(0, 40)]],
  ['no JSON', (all: string[]) => all.with(1, 'x')],
])('a ledger with a line %s is refused, and nothing is added to it', async (_, change) => {
  await keepTrials(folder, [tried(1), tried(2), tried(3)]);
  await writeFile(file(), change(await lines()).join('\n'));
  await expect(readLedger(folder)).rejects.toMatchObject({ code: 'broken_ledger' });
  await expect(keepTrials(folder, [tried(4)])).rejects.toMatchObject({ code: 'broken_ledger' });
});

test('who keep trials at the same time make one chain', async () => {
  await Promise.all([1, 2, 3, 4, 5, 6].map((n) => keepTrials(folder, [tried(n)])));
  expect((await readLedger(folder)).trials).toHaveLength(6);
});

test('a variant counts once, whatever its seeds, costs and parts, and once more for another range', () => {
  const part = { split: 'train', to: 20 * DAY } as const;
  const same = [tried(1), tried(1, { costs: 2 }), tried(1, { seed: '2' }), tried(1, part)];
  expect(triesOf(same)).toBe(1);
  expect(triesOf([...same, tried(1, { to: 30 * DAY })])).toBe(2);
  expect(triesOf([tried(2, part), tried(2, { ...part, split: 'test' })])).toBe(1);
});

test('a family is what the ledger has of it: the more was tried, the more luck is expected', () => {
  const all = [1, 2, 3, 4, 5].map((n) => tried(n));
  const [chosen] = all;
  if (!chosen) throw new Error('nothing was tried');
  const other = tried(9, { family: 'breakout', strategy: 'breakout' });
  const few = familyOf([chosen, other], chosen);
  const many = familyOf([...all, other], chosen);
  expect([few?.trials, many?.trials]).toEqual([1, 5]);
  expect([few?.spread, few?.overfit]).toEqual([0, null]);
  expect(many?.spread).toBeGreaterThan(0);
  expect(many?.overfit?.splits).toBe(252);
  expect(many?.reality?.spa).toBeGreaterThan(0);
});

test('under a new family’s name a strategy has not been tried less', () => {
  const chosen = tried(1, { family: 'fresh' });
  expect(familyOf([tried(2), tried(3), chosen], chosen)?.trials).toBe(3);
});

const days = (seed: string, drift: number) => {
  const random = randomOf(seed);
  return Array.from({ length: 200 }, () => drift + (random() - 0.5) / 50);
};

test('the best of much noise is luck, and one with an edge is not', () => {
  const noise = Array.from({ length: 50 }, (_, n) => tried(n, { dailyReturns: days(`noise ${n}`, 0) }));
  const [luckiest] = noise.toSorted((a, b) => b.sharpe - a.sharpe);
  const edge = tried(99, { dailyReturns: days('edge', 0.003) });
  if (!luckiest) throw new Error('nothing was tried');
  const deflated = (one: Trial, all: readonly Trial[]) => {
    const family = familyOf(all, one, 500);
    return { deflated: family && deflatedSharpe(one.returns, family), spa: family?.reality?.spa };
  };
  expect(luckiest.sharpe * Math.sqrt(DAYS_A_YEAR)).toBeGreaterThan(1.5);
  expect(deflated(luckiest, noise).deflated).toBeLessThan(0.9);
  expect(deflated(luckiest, noise).spa).toBeGreaterThan(0.1);
  expect(deflated(edge, [...noise, edge]).deflated).toBeGreaterThan(0.95);
  expect(deflated(edge, [...noise, edge]).spa).toBeLessThan(0.05);
});
