import { expect, test } from 'vitest';
import { openSharedAnswers } from './share-answers.ts';

/** Shared answers on a clock of the test's own; each making of one is counted. */
function openCounted() {
  const clock = { ms: 0 };
  const answers = openSharedAnswers(() => clock.ms);
  const made: number[] = [];
  const make = async () => {
    made.push(made.length + 1);
    return made.length;
  };
  return { clock, answers, ask: () => answers.of('books', make) };
}

test('all who ask at the same time get one answer, and those right after a crowd too', async () => {
  const { clock, ask } = openCounted();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  clock.ms = 1999;
  expect(await ask()).toBe(1);
  clock.ms = 2000;
  expect(await ask()).toBe(2);
});

test('one who asks alone gets a fresh answer every time', async () => {
  const { ask } = openCounted();
  expect([await ask(), await ask()]).toEqual([1, 2]);
});

test('what was changed is seen by the next who asks, whoever else is being answered', async () => {
  const { answers, ask } = openCounted();
  const before = [ask(), ask()];
  answers.forget();
  expect(await ask()).toBe(2);
  expect(await Promise.all(before)).toEqual([1, 1]);
  expect(await ask()).toBe(3);
});

test('a failure is nobody else’s answer', async () => {
  const answers = openSharedAnswers(() => 0);
  const fail = () => answers.of('books', () => Promise.reject(new Error('gone')));
  const both = await Promise.allSettled([fail(), fail()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await answers.of('books', async () => 'there again')).toBe('there again');
});
