import { expect, test } from 'vitest';
import { openKnownKeys } from './known-keys.ts';

test('a thousand made-up keys at once cost two readings at the most, and a known one none', async () => {
  let readings = 0;
  const keys = openKnownKeys(async () => {
    readings += 1;
    return ['right'];
  });
  expect(await keys.has('right')).toBe(true);
  const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => keys.has(`made up ${i}`)));
  expect(answers.every((known) => !known)).toBe(true);
  expect(readings).toBeLessThanOrEqual(3);
  const before = readings;
  expect(await keys.has('right')).toBe(true);
  expect(readings).toBe(before);
});

test('a key that was made while another was looked for is found', async () => {
  const there = ['first'];
  let answer: (hashes: readonly string[]) => void = () => undefined;
  const keys = openKnownKeys(
    () =>
      new Promise((done) => {
        answer = done;
        queueMicrotask(() => there.length > 1 && done([...there]));
      }),
  );
  const early = keys.has('early');
  await Promise.resolve();
  await Promise.resolve();
  const seen = [...there];
  there.push('fresh');
  const late = keys.has('fresh');
  answer(seen);
  expect(await early).toBe(false);
  expect(await late).toBe(true);
});

test('a reading that fails fails those who waited for it; the next asks again', async () => {
  let broken = true;
  const keys = openKnownKeys(() => (broken ? Promise.reject(new Error('away')) : Promise.resolve(['right'])));
  await expect(Promise.all([keys.has('right'), keys.has('wrong')])).rejects.toThrow('away');
  broken = false;
  expect(await keys.has('right')).toBe(true);
});
