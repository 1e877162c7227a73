import { seededDice } from '@atc/core/kernel/dice';
import { talkFormats } from '@atc/core/loop/kinds';
import { expect, test } from 'vitest';
import { formats } from './format.ts';
import { chooseSpeaker, mayArgue, seat } from './seating.ts';

const dice = seededDice('1');
const rollOf = (n: number) => (point: string) => dice.roll(point, `case ${n}`);
const cases = Array.from({ length: 400 }, (_, n) => n);

test.each(talkFormats)('a %s has as many seats and turns as its format says, and nobody sits twice', (format) => {
  const spec = formats[format];
  for (const n of cases) {
    const { participants, turns } = seat(spec, [], rollOf(n));
    expect(new Set(participants).size).toBe(participants.length);
    expect(participants.length).toBeGreaterThanOrEqual(spec.seats[0]);
    expect(participants.length).toBeLessThanOrEqual(spec.seats[1]);
    expect(turns).toBeGreaterThanOrEqual(spec.turns[0]);
    expect(turns).toBeLessThanOrEqual(spec.turns[1]);
  }
});

const floor = { participants: ['atlas', 'sage', 'intel'], spoken: ['atlas'], bonds: [], calibrations: [] } as const;
const shareOf = (given: Parameters<typeof chooseSpeaker>[0]) =>
  cases.filter((n) => chooseSpeaker(given, rollOf(n)) === 'sage').length / cases.length;

test('the last speaker never speaks next', () => {
  expect(cases.some((n) => chooseSpeaker(floor, rollOf(n)) === 'atlas')).toBe(false);
});

test('who gets on with the last speaker is heard more often', () => {
  const close = { ...floor, bonds: [{ agentA: 'atlas', agentB: 'sage', affinity: 0.95 }] } as const;
  const cold = { ...floor, bonds: [{ agentA: 'atlas', agentB: 'sage', affinity: 0.1 }] } as const;
  expect(shareOf(close)).toBeGreaterThan(shareOf(cold));
});

test('whose votes held is heard more often than whose did not', () => {
  const held = { ...floor, calibrations: [{ agentId: 'sage', votes: 90, brier: 0.02 }] } as const;
  const failed = { ...floor, calibrations: [{ agentId: 'sage', votes: 90, brier: 0.7 }] } as const;
  expect(shareOf(held)).toBeGreaterThan(shareOf(failed));
});

test('who is switched off stays away, and a seat is left empty rather than nobody replaced', () => {
  for (const n of cases) {
    const { participants } = seat(formats.post_mortem, ['sage', 'scout'], rollOf(n));
    expect(participants).not.toContain('sage');
    expect(participants).not.toContain('scout');
  }
  expect(seat(formats.debate, ['sage', 'intel', 'atlas'], rollOf(1)).participants).toEqual([]);
});

test.each([3, 4, 5, 6, 7])('of three who debate in %i turns each is heard before the votes', (turns) => {
  const { participants } = floor;
  for (const n of cases) {
    const spoken: (typeof participants)[number][] = ['atlas'];
    for (let left = turns - 1; left > 0; left -= 1) {
      const next = chooseSpeaker(
        { ...floor, participants: mayArgue({ participants, spoken }, left), spoken },
        rollOf(n + left),
      );
      expect(next).not.toBe(spoken.at(-1));
      spoken.push(participants.find((agent) => agent === next) ?? 'atlas');
    }
    expect(new Set(spoken).size).toBe(3);
  }
});
