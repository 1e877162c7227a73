import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@atc/core/kernel/config';
import type { Trial } from '@atc/core/loop/trials';
import { plantRecording } from '@atc/lab/testing';
import { type OpenedLab, openLab } from '@atc/workers/lab';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const PATIENCE_MS = 240_000;
const DAYS = 400;
const MONDAY = new Date('2025-01-20T04:00:00Z');
/** The day of the recording that begins after everything here has been asked. */
const TOMORROW = 386;

const MOMENTUM = {
  ...{ name: 'momentum', version: 1, says: 'what rose goes on', bars: '4h' },
  parameters: { n: { value: 12, from: 6, to: 18, step: 6 } },
  entry: { when: ['change(n) > 0.01'] },
  exit: { when: ['change(n) < 0'] },
  ...{ size: { kind: 'share', share: 0.3 }, limits: { positions: 3 } },
};

type Planting = Awaited<ReturnType<typeof plantRecording>>;
let home: string;
let trend: Planting;
let turned: Planting;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'templates-'));
  await writeFile(join(home, 'momentum.json'), JSON.stringify(MOMENTUM));
  trend = await plantRecording({ seed: '1', days: DAYS, drift: 0.02 });
  turned = await plantRecording({ seed: '1', days: DAYS, drift: 0.02, turnedFrom: TOMORROW });
});
afterAll(() => Promise.all([rm(home, { recursive: true }), trend.remove(), turned.remove()]));

let lab: OpenedLab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

const labOf = ({ dir }: Planting, options: Parameters<typeof openLab>[1] = {}) => {
  lab = openLab(
    { config: readConfig({ MARKET: 'replay', REPLAY_DIR: dir, SEED: '1' }) },
    { templates: home, ...options },
  );
  return lab;
};
const question = (ledger: readonly Trial[] = []) => ({
  ...{ template: 'momentum', trials: 200, now: MONDAY, by: 'growth', ledger },
});

test('what comes after the midnight before changes nothing that is found', { timeout: PATIENCE_MS }, async () => {
  const found = await labOf(trend).lab.test(question());
  await lab?.close();
  const other = await labOf(turned).lab.test(question());
  if (found.kind !== 'tested' || other.kind !== 'tested') throw new Error('it was refused');
  const played = (trials: readonly Trial[]) => trials.map(({ runId: _, recording: __, ...rest }) => rest);
  expect(played(other.test.trials)).toEqual(played(found.test.trials));
  expect(found.test.trials[3]?.recording).not.toBe(other.test.trials[3]?.recording);
});

test('what the ledger has is answered from it, without a trial', { timeout: PATIENCE_MS }, async () => {
  const opened = labOf(trend);
  const first = await opened.lab.test(question());
  if (first.kind !== 'tested') throw new Error(first.reason);
  const again = await opened.lab.test(question(first.test.trials));
  expect(again).toEqual({ kind: 'tested', test: { ...first.test, trials: [] } });
});

test('a thread that dies, takes too long or is told to end fails its question only', {
  timeout: PATIENCE_MS,
}, async () => {
  const broken = await mkdtemp(join(tmpdir(), 'broken-'));
  await writeFile(join(broken, 'bad.json'), '{');
  await expect(labOf(trend, { templates: broken }).lab.templates()).rejects.toThrow(
    /^the lab’s thread died: .*not JSON/,
  );
  await writeFile(join(broken, 'bad.json'), JSON.stringify(MOMENTUM));
  expect(await lab?.lab.templates()).toEqual([{ name: 'bad', says: MOMENTUM.says, trials: 4 }]);
  await rm(broken, { recursive: true });
  await expect(labOf(trend, { budgetMs: 1 }).lab.test(question())).rejects.toMatchObject({ code: 'lab_too_long' });
  const opened = labOf(trend);
  const ending = expect(opened.lab.test(question())).rejects.toMatchObject({ code: 'lab_closed' });
  await opened.close();
  await ending;
});

test('with live prices and no recorded past nothing can be tested, and it says how to', async () => {
  lab = openLab({ config: { ...readConfig({}), market: 'live' } }, { templates: home });
  expect(await lab.lab.test(question())).toEqual({ kind: 'refused', reason: expect.stringContaining('REPLAY_DIR') });
});
