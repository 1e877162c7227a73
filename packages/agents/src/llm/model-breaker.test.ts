import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { expect, test } from 'vitest';
import { openModelBreaker } from './model-breaker.ts';

test('a model whose answers are never usable rests, each time twice as long, and says so', () => {
  let now = 0;
  const breaker = openModelBreaker(() => now);
  const fail = (times: number) => {
    for (let i = 0; i < times; i += 1) breaker.judged('m', false);
  };
  fail(4);
  expect(breaker.whyOpen('m')).toBeNull();
  fail(1);
  expect(breaker.whyOpen('m')).toBe('m gave no usable answer 5 times in a row and is asked again in 10 minutes');
  expect(breaker.whyOpen('other')).toBeNull();
  now += 10 * MINUTE_MS;
  expect(breaker.whyOpen('m')).toBeNull();
  fail(1);
  now += 19 * MINUTE_MS;
  expect(breaker.whyOpen('m')).toMatch('6 times in a row');
  now += MINUTE_MS;
  expect(breaker.whyOpen('m')).toBeNull();
});

test('one usable answer ends it', () => {
  const breaker = openModelBreaker(() => 0);
  for (let i = 0; i < 5; i += 1) breaker.judged('m', false);
  breaker.judged('m', true);
  expect(breaker.whyOpen('m')).toBeNull();
  breaker.judged('m', false);
  expect(breaker.whyOpen('m')).toBeNull();
});

test('a model is never left for longer than a day', () => {
  let now = 0;
  const breaker = openModelBreaker(() => now);
  for (let i = 0; i < 40; i += 1) breaker.judged('m', false);
  now += DAY_MS;
  expect(breaker.whyOpen('m')).toBeNull();
});
