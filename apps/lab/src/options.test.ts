import { expect, test } from 'vitest';
import { optionsOf } from './options.ts';

test('without options five seeds are played as the company trades', () => {
  expect(optionsOf([])).toMatchObject({ seeds: 5, costs: 1, fill: 'close', days: undefined, data: undefined });
});

test('options are read', () => {
  const args = '--seeds 2 --costs 1.5 --fill next_open --data candles --from 2025-01-02'.split(' ');
  expect(optionsOf(args)).toMatchObject({
    ...{ seeds: 2, costs: 1.5, fill: 'next_open', data: 'candles', from: new Date('2025-01-02') },
  });
});

test.each([
  ['--seeds 0', '--seeds takes a whole number from 1 on'],
  ['--seeds 1.5', '--seeds takes a whole number from 1 on'],
  ['--costs x', '--costs takes a number from 0 on'],
  ['--fill now', '--fill takes close, next_open, next_close'],
  ['--from never', '--from takes a date such as 2025-01-02'],
])('%s is refused', (args, sentence) => {
  expect(optionsOf(args.split(' '))).toBe(sentence);
});

test('an option that nobody knows is refused', () => {
  expect(optionsOf(['--speed', 'max'])).toContain('--speed');
});
