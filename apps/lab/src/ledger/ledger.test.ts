import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listStrategies } from '@atc/core/loop/strategies';
import { makeTrial } from '@atc/core/loop/strategies/testing';
import { listTrials } from '@atc/core/loop/trials';
import { testCompany } from '@atc/core/testing';
import { keepTrials } from '@atc/lab/trials';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../command.ts';
import { optionsOf } from '../options.ts';
import { promoteIn } from './promote.ts';
import { show } from './show.ts';
import { trials } from './trials.ts';

let folder: string;
let company: Awaited<ReturnType<typeof testCompany>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  company = await testCompany();
  const desk = { strategy: 'desk', family: 'desk', version: 1 };
  await keepTrials(folder, [
    makeTrial(desk),
    makeTrial({ ...desk, runId: 'aaaa000000000002', values: { n: 2 }, returns: [0.001, 0.002, 0, -0.001] }),
  ]);
});
afterAll(async () => {
  await company?.close();
  await rm(folder, { recursive: true });
});

async function told(command: Command | typeof ask, ...names: string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const options = optionsOf(names);
  if (typeof options === 'string') throw new Error(options);
  const say = (line: string) => said.push(line);
  await command({ wish: { seed: '1' }, options, folder, say, terminal: null });
  return said;
}
const ask = (ctx: Parameters<Command>[0]) => promoteIn(company.ctx, ctx);

test('what was tried is listed by family, without a database', async () => {
  const said = await told(trials);
  expect(said[0]).toBe('desk: 2 variants looked at in 2 runs');
  expect(said[1]).toMatch(/^ {2}aaaa000000000001 {2}desk@1 n 56, whole, 2024-06-24 to 2024-06-28: Sharpe .* 2 trades$/);
  expect(said.at(-1)).toMatch(/^Head [0-9a-f]{64}$/);
});

test('a run is shown with every reason that keeps it from being promoted', async () => {
  const said = await told(show, 'aaaa000000000001');
  expect(said.join('\n')).toContain('It may not be promoted:\n  its tests cover 4 days, at least 120');
});

test('promoting takes the whole ledger into the company, and is refused by the judge in its sentences', async () => {
  const said = await told(ask, 'aaaa000000000002');
  expect(said[0]).toBe('2 trials written into the company’s ledger');
  expect(said).toContain('Not promoted:');
  expect(said).toContain('  its tests cover 4 days, at least 120');
  expect(await listTrials(company.ctx.db)).toHaveLength(2);
  expect((await listStrategies(company.ctx.db)).map(({ state }) => state)).toEqual(['tested']);
});

test('a run that nobody knows, and one of several, is refused', async () => {
  await expect(told(show, 'ffff')).rejects.toThrow('the ledger has no run ffff');
  await expect(told(show, 'aaaa')).rejects.toThrow('2 runs begin with aaaa');
  await expect(told(show)).rejects.toThrow('which run?');
});
