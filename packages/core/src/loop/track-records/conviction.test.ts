import { expect, test } from 'vitest';
import { convictionOf } from './index.ts';

const record = { mean: 0.01, deviation: 0.05, trades: 100 };

test('a signal is rated by how likely its strategy earns anything: two deviations are 98 of 100', () => {
  // 0.01 / (0.05 / √100) = 2 and Φ(2) = 0.97725
  expect(convictionOf(record, [])).toMatchObject({ mean: 0.01, trades: 100, live: 0 });
  expect(convictionOf(record, []).probability).toBeCloseTo(0.977_25, 5);
});

test.each([
  ['never more than 0.9', { ...record, mean: 0.05 }, 0.9],
  ['a record that earns nothing is worth a coin', { ...record, mean: 0 }, 0.75],
  ['one that loses is worth less', { ...record, mean: -0.01 }, 0.5114],
])('%s', (_, expected, confidence) => {
  expect(convictionOf(expected, []).confidence).toBe(confidence);
});

test('every live trade counts as much as one of the record', () => {
  const before = convictionOf({ ...record, trades: 50 }, []);
  const losing = convictionOf({ ...record, trades: 50 }, Array(50).fill(-0.03));
  expect(losing.mean).toBeCloseTo(-0.01, 9);
  expect(losing.confidence).toBeLessThan(before.confidence);
  expect(convictionOf({ ...record, trades: 50 }, Array(50).fill(0.03)).probability).toBeGreaterThan(before.probability);
});

test('trades that are all alike are certain, a single one says nothing', () => {
  expect(convictionOf({ mean: 0.02, deviation: 0, trades: 3 }, []).probability).toBe(1);
  expect(convictionOf({ mean: 0.02, deviation: 0, trades: 1 }, []).confidence).toBe(0.75);
});
