import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseFinding, findingKey, freshFindings } from './choose-finding.ts';
import type { Finding } from './finding.ts';
import { topicOf } from './topics.ts';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  contract: 'BONK',
  pattern: 'breakout',
  signalType: 'buy',
  strength: 0.5,
  barClosedAt: 1000,
  numbers: {},
  ...changes,
});
const nothing = { held: new Set<string>(), recent: new Set<string>() };

test('a held token is no buy, and only a held one is a sell', () => {
  const known = { ...nothing, held: new Set(['BONK']) };
  expect(
    freshFindings(
      [
        finding(),
        finding({ contract: 'WIF' }),
        finding({ signalType: 'sell' }),
        finding({ contract: 'WIF', signalType: 'sell' }),
      ],
      known,
    ),
  ).toEqual([finding({ contract: 'WIF' }), finding({ signalType: 'sell' })]);
});

test('the same token and pattern is not news again', () => {
  const known = { ...nothing, recent: new Set(['BONK|breakout']) };
  expect(freshFindings([finding(), finding({ pattern: 'pullback' })], known)).toEqual([
    finding({ pattern: 'pullback' }),
  ]);
});

test('the topic comes before strength', () => {
  const spike = finding({ pattern: 'volume_spike', strength: 0.2 });
  expect(
    chooseFinding([finding({ pattern: 'pullback', strength: 0.9 }), spike], topicOf('volume_spikes').patterns),
  ).toBe(spike);
});

test('an unknown topic takes the strongest', () => {
  const strong = finding({ strength: 0.9, pattern: 'pullback' });
  expect(chooseFinding([finding(), strong], topicOf('moon_phase').patterns)).toBe(strong);
});

test('nothing found is nothing chosen', () => {
  expect(chooseFinding([], [])).toBeNull();
});

test('the choice does not depend on the order of what was found', () => {
  const some = fc.uniqueArray(
    fc.record({
      contract: fc.constantFrom('A', 'B', 'C'),
      pattern: fc.constantFrom('breakout', 'pullback'),
      strength: fc.constantFrom(0.1, 0.5),
    }),
    { selector: ({ contract, pattern }) => contract + pattern },
  );
  fc.assert(
    fc.property(some, (shapes) => {
      const found = shapes.map((shape) => finding(shape as Partial<Finding>));
      expect(chooseFinding(found.toReversed(), [])).toEqual(chooseFinding(found, []));
    }),
  );
});

test('one bar is one signal', () => {
  expect(findingKey(finding())).toBe(findingKey(finding({ strength: 0.9 })));
  expect(findingKey(finding())).not.toBe(findingKey(finding({ barClosedAt: 2000 })));
});
