import { expect, test } from 'vitest';
import { choicesOf } from './strategy-choices.ts';

const tested = (name: string, daysAgo: number | null) => ({ option: `test:${name}`, trials: 8, daysAgo });
const below = (name: string, errors: number) => ({
  ...{ option: `pause:${name}`, trades: 12, meanPct: -0.01, expectedPct: 0.01 },
  errors,
});
const none = { tests: [], proposable: [], below: [] };

test('what was never tested is tested first, one at a time', () => {
  const tests = [tested('trend', 90), tested('breakout', null), tested('rotation', null)];
  expect(choicesOf({ ...none, tests })).toEqual(['test:breakout']);
});

test('then what was tested longest ago, and nothing before four weeks have gone by', () => {
  expect(choicesOf({ ...none, tests: [tested('trend', 28), tested('breakout', 40)] })).toEqual(['test:breakout']);
  expect(choicesOf({ ...none, tests: [tested('trend', 27)] })).toEqual([]);
});

test('every run whose evidence passes is proposed', () => {
  const proposable = [{ option: 'propose:3149d4b9', strategy: 'trend' }];
  expect(choicesOf({ ...none, proposable })).toEqual(['propose:3149d4b9']);
});

test('what lies below its expectation by more than luck is held back, what may be luck is not', () => {
  expect(choicesOf({ ...none, below: [below('trend', 1.7), below('breakout', 1.5)] })).toEqual(['pause:trend']);
});
