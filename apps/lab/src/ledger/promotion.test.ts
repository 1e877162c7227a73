import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listStrategies } from '@atc/core/loop/strategies';
import { testCompany } from '@atc/core/testing';
import { plantRecording } from '@atc/lab/testing';
import { readLedger } from '@atc/lab/trials';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../command.ts';
import { optionsOf } from '../options.ts';
import { backtest } from '../play/backtest.ts';
import { optimise } from '../search/optimise.ts';
import { walkForward } from '../search/walk-forward.ts';
import { promoteIn } from './promote.ts';

const PATIENCE_MS = 240_000;
const DAYS = 300;
const CUT = ['--train', '60d', '--gap', '2d', '--test', '30d'] as const;

const MOMENTUM = {
  ...{ name: 'momentum', version: 1, says: 'what rose goes on', bars: '4h' },
  parameters: { n: { value: 12, from: 6, to: 18, step: 6 } },
  entry: { when: ['change(n) > 0.01'] },
  exit: { when: ['change(n) < 0'] },
  ...{ size: { kind: 'share', share: 0.3 }, limits: { positions: 3 } },
};

type Planting = Awaited<ReturnType<typeof plantRecording>>;
let home: string;
let company: Awaited<ReturnType<typeof testCompany>>;
let trend: Planting;
let turned: Planting;
let noise: Planting;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'promotion-'));
  company = await testCompany();
  const planted = { seed: '1', days: DAYS, drift: 0.02 };
  trend = await plantRecording(planted);
  // The last fifth, which is kept, begins on day 240.
  turned = await plantRecording({ ...planted, turnedFrom: 242 });
  noise = await plantRecording({ ...planted, drift: 0 });
});
afterAll(async () => {
  await company?.close();
  await Promise.all([rm(home, { recursive: true }), trend.remove(), turned.remove(), noise.remove()]);
});

interface Asked {
  readonly of: Planting;
  readonly folder?: string;
  readonly to?: Date;
}

async function run(command: Command, args: readonly string[], { of, folder = 'lab', to }: Asked) {
  const options = optionsOf([...args, '--workers', '1']);
  if (typeof options === 'string') throw new Error(options);
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const wish = { seed: '1', dir: of.dir, to, say };
  const isFound = await command({ wish, options, folder: join(home, folder), say, terminal: null });
  return { isFound, said };
}

const promote: Command = (ctx) => promoteIn(company.ctx, ctx);

async function written(changes: object): Promise<string> {
  const made = { ...MOMENTUM, ...changes };
  const path = join(home, `${made.name}-${made.version}.json`);
  await writeFile(path, JSON.stringify(made));
  return path;
}

const ledger = async (folder = 'lab') => (await readLedger(join(home, folder))).trials;

/** Walks a strategy forward, and returns its run. */
async function walked(path: string, asked: Asked): Promise<string> {
  await run(walkForward, [path, ...CUT], asked);
  const last = (await ledger(asked.folder)).at(-1);
  expect(last).toMatchObject({ split: 'test', costs: 1.5 });
  return last?.runId ?? '';
}

const remembered = (agentId: 'atlas' | 'growth') => company.ctx.db.memory.findMany({ where: { agentId } });
const stateOf = async (name: string) =>
  (await listStrategies(company.ctx.db)).find((one) => one.name === name)?.state ?? null;

test('a planted trend is searched, walked forward and put on probation', { timeout: PATIENCE_MS }, async () => {
  const path = await written({});
  await run(optimise, [path], { of: trend });
  const id = await walked(path, { of: trend });
  const { isFound, said } = await run(promote, [id], { of: trend });
  expect(said.slice(0, 2)).toEqual([
    '7 trials written into the company’s ledger',
    expect.stringMatching(/^Looked at the holdout, 60 days from 2024-08-2\d: \+/),
  ]);
  expect(said.at(-1)).toMatch(/^On probation\. momentum@1: out of sample 2024-03-\d\d to .*; deflated 1\.00$/);
  expect(isFound).toBe(true);
  expect(await stateOf('momentum')).toBe('probation');
  const { definition } = await company.ctx.db.strategy.findFirstOrThrow({ where: { name: 'momentum' } });
  expect(definition).toMatchObject({
    strategy: { name: 'momentum', parameters: MOMENTUM.parameters },
    values: { n: 12 },
  });
  const [memory] = await remembered('atlas');
  expect(memory).toMatchObject({
    ...{ type: 'strategy', sourceTraceId: `lab:${id}`, subject: 'strategy:momentum' },
    evidence: { source: 'backtested performance', trials: 3, costs: 1.5 },
  });
  const events = await company.ctx.db.event.findMany({ where: { kind: 'strategy.promoted' } });
  expect(events.map(({ title }) => title)).toEqual(['momentum@1 is on probation']);
  const looks = (await ledger()).filter(({ split }) => split === 'holdout');
  expect(looks).toMatchObject([{ strategy: 'momentum', values: { n: 12 }, costs: 1.5 }]);
  expect(looks[0]?.returns.length).toBe(60);
});

test('the family of what was looked at once may not look again', { timeout: PATIENCE_MS }, async () => {
  const path = await written({ version: 2, exit: { when: ['change(n) < -0.005'] } });
  const id = await walked(path, { of: trend });
  const { isFound, said } = await run(promote, [id], { of: trend });
  expect(isFound).toBe(false);
  expect(said.at(-1)).toMatch(
    /^ {2}its family looked at the holdout for another variant: momentum@1 n 12 on 20\S+ \(run [0-9a-f]{16}\)$/,
  );
  expect((await ledger()).filter(({ split }) => split === 'holdout')).toHaveLength(1);
});

test('noise is refused gate by gate, its holdout unseen, and GROWTH learns', {
  timeout: PATIENCE_MS,
}, async () => {
  const folder = 'noise';
  const id = await walked(await written({ name: 'drift' }), { of: noise, folder });
  const { isFound, said } = await run(promote, [id], { of: noise, folder });
  expect(isFound).toBe(false);
  for (const sentence of [
    /^ {2}the lower 95 % bound of its mean day is −0\.\d{3} %, above 0 asked for$/,
    /^ {2}its certain growth beats that of cash in \d+ % of draws, at least 90 %$/,
    /^ {2}its deflated probability is 0\.\d\d after 3 variants, at least 0\.95$/,
    /^ {2}that none of its family beats cash has p \d\.\d\d \(SPA\), at most 0\.05$/,
    /^ {2}the holdout was not looked at: /,
  ])
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  expect((await ledger(folder)).some(({ split }) => split === 'holdout')).toBe(false);
  expect(await stateOf('drift')).toBe('tested');
  const lesson = (await remembered('growth')).find(({ subject }) => subject === 'family:drift');
  expect(lesson).toMatchObject({ type: 'lesson', sourceTraceId: `lab:${id}` });
  expect(lesson?.content).toMatch(/^drift: drift@1, chosen of 3 variants, is not promoted: the lower 95 % bound/);
});

test('what a holdout holds changes nothing that is found before', { timeout: PATIENCE_MS }, async () => {
  const path = await written({ name: 'blind' });
  for (const [command, args] of [
    [backtest, []],
    [optimise, []],
    [walkForward, CUT],
  ] as const) {
    const [one, other] = [
      await run(command, [path, ...args], { of: trend, folder: 'one' }),
      await run(command, [path, ...args], { of: turned, folder: 'other' }),
    ];
    const found = ({ said }: typeof one) => said.filter((line) => !/^(Run|Written to) /.test(line));
    expect(found(other)).toEqual(found(one));
    expect(found(one)).toContain('Kept unseen for a promotion: 2024-08-28 to 2024-10-27');
  }
});

test('another recording, and one that ends before the holdout, are refused in one line', async () => {
  const id = await walked(await written({ name: 'other' }), { of: trend, folder: 'other' });
  const another = run(promote, [id], { of: noise, folder: 'other' });
  await expect(another).rejects.toThrow(/was of recorded [0-9a-f]{16}, this is/);
  const early = { of: trend, folder: 'other', to: new Date('2024-09-20') };
  await expect(run(promote, [id], early)).rejects.toThrow('--from and --to leave out some of 2024-08-28T00:00:00.000Z');
});
