import { expect, test } from 'vitest';
import { faultOfIdea, type OwnIdea } from './idea.ts';
import { soundIdea } from './testing/sound-idea.ts';

const own = (changes: Partial<OwnIdea> = {}): OwnIdea => ({
  ...{ option: 'halve:SOL', memory: 'm2', why: 'It lost.', bound: 0.003, hours: 24 },
  ...changes,
});
const faultOf = (changes: Partial<OwnIdea>) => faultOfIdea(own(changes), soundIdea());

test('an idea may be as easy to prove wrong as offered, or easier', () => {
  expect([faultOf({}), faultOf({ bound: 0 }), faultOf({ hours: 4 }), faultOf({ hours: 48 })]).toEqual(
    Array.from({ length: 4 }, () => null),
  );
});

test.each<readonly [Partial<OwnIdea>, string]>([
  [{ option: 'buy:SOL' }, 'buy:SOL is none of the options'],
  [{ memory: 'm1' }, 'm1 does not speak for halve:SOL'],
  [{ bound: 0.0031 }, 'its bound is not between 0 and 0.003'],
  [{ bound: -0.001 }, 'its bound is not between 0 and 0.003'],
  [{ bound: Number.NaN }, 'its bound is not between 0 and 0.003'],
  [{ hours: 3.9 }, 'its hours are not between 4 and 48'],
  [{ hours: 1e6 }, 'its hours are not between 4 and 48'],
])('an idea that makes it too easy for itself is none: %o', (changes, fault) => {
  expect(faultOf(changes)).toBe(fault);
});
