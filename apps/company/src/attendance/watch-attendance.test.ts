import { PassThrough } from 'node:stream';
import { readTradingState, setTradingState } from '@atc/core/desk/protections';
import { testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { watchAttendance } from './watch-attendance.ts';

const soon = { timeout: 10_000, interval: 10 };
const NEVER = { askAfterMs: 1e9, answerWithinMs: 1e9 };
let company: Awaited<ReturnType<typeof testCompany>>;
let said: string[];
let input: PassThrough;

beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());
beforeEach(async () => {
  said = [];
  input = new PassThrough();
  await setTradingState(company.ctx, { state: 'active', reason: 'test', by: 'test' });
});

const watch = (patience: { readonly askAfterMs: number; readonly answerWithinMs: number }) =>
  watchAttendance(company.ctx, { input, say: (line) => said.push(line), patience, everyMs: 5 });
const state = async () => (await readTradingState(company.ctx.db)).state;

test('whoever does not answer is not there: nothing is bought, and it is said who must undo that', async () => {
  const stop = watch({ askAfterMs: 20, answerWithinMs: 20 });
  await expect.poll(state, soon).toBe('reducing');
  await stop();
  expect(said).toEqual([expect.stringMatching(/^Are you there/), expect.stringMatching(/^Nobody is there/)]);
});

test('whoever answers is asked again later, and trading goes on', async () => {
  const stop = watch({ askAfterMs: 20, answerWithinMs: 1e9 });
  await expect.poll(() => said.length, soon).toBe(1);
  input.write('\n');
  await expect.poll(() => said.length, soon).toBe(2);
  await stop();
  expect(await state()).toBe('active');
});

test('a terminal that is gone has nobody in front of it', async () => {
  const stop = watch(NEVER);
  input.end();
  await expect.poll(state, soon).toBe('reducing');
  await stop();
});

test('a watch that ends changes nothing, nor does it make a halted desk trade', async () => {
  await watch(NEVER)();
  expect(await state()).toBe('active');
  await setTradingState(company.ctx, { state: 'halted', reason: 'test', by: 'test' });
  const stop = watch({ askAfterMs: 0, answerWithinMs: 0 });
  await expect.poll(() => said.length, soon).toBe(1);
  input.end();
  await stop();
  expect(await state()).toBe('halted');
});
