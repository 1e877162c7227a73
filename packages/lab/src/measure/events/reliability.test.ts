import { expect, test } from 'vitest';
import { randomOf } from '../chance/random.ts';
import { DAY_MS } from '../conventions.ts';
import { type Foretold, reliabilityOf } from './reliability.ts';

/** Ten forecasts a day whose true chance is drawn, with odds that follow from it. */
function forecasts(seed: string, oddsOf: (chance: number) => number, days = 100): readonly Foretold[] {
  const random = randomOf(seed);
  return Array.from({ length: days * 10 }, (_, i) => {
    const chance = 0.2 + 0.6 * random();
    return { at: Math.floor(i / 10) * DAY_MS, probability: oddsOf(chance), base: 0.5, paid: random() < chance };
  });
}

test('odds that are the true chance beat the base rate, with a slope of about 1 and no step that is off', () => {
  const found = reliabilityOf(
    forecasts('true', (chance) => chance),
    'test',
  );
  expect(found?.skill?.low).toBeGreaterThan(0);
  expect(found?.slope?.low).toBeLessThan(1);
  expect(found?.slope?.high).toBeGreaterThan(1);
  const off = found?.steps.filter(({ excess }) => excess && (excess.low > 0 || excess.high < 0)) ?? [];
  expect(off.length).toBeLessThanOrEqual(2);
});

test('odds that go too far have a slope below 1, and odds the wrong way one below 0', () => {
  const far = reliabilityOf(
    forecasts('far', (chance) => 0.5 + 1.6 * (chance - 0.5)),
    'test',
  );
  expect(far?.slope?.high).toBeLessThan(1);
  const wrong = reliabilityOf(
    forecasts('wrong', (chance) => 1 - chance),
    'test',
  );
  expect(wrong?.slope?.high).toBeLessThan(0);
  expect(wrong?.skill?.high).toBeLessThan(0);
});

test('odds that are all one have no slope, and those of the base rate no skill', () => {
  const flat = reliabilityOf(
    forecasts('flat', () => 0.5),
    'test',
  );
  expect(flat).toMatchObject({ slope: null, forecasts: 1000, skill: { estimate: 0, low: 0, high: 0 } });
  expect(flat?.steps).toHaveLength(1);
  expect(flat?.brier).toBeCloseTo(0.25, 12);
});

test('of nothing there is nothing to tell', () => {
  expect(reliabilityOf([], 'test')).toBeNull();
});
