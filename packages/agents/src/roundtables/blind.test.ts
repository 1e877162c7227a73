import { seededDice } from '@atc/core/kernel/dice';
import { expect, test } from 'vitest';
import { unfounded } from '../minds/index.ts';
import { type HeardTurn, talkedDays } from './testing/talked-days.ts';

const DAYS = 6;
const PAIRS = 40;
const dice = seededDice('blind');

/** The facts of a turn and what it recalls of earlier ones, without what the turn is to say: that would tell. */
function factsOf({ briefing }: HeardTurn) {
  const { point, ...facts } = briefing;
  return { ...facts, recalled: point?.recall };
}

const shuffled = (turns: readonly HeardTurn[], by: string): readonly HeardTurn[] =>
  turns
    .map((turn, n) => ({ turn, rank: dice.roll(by, `${n}`) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ turn }) => turn);

test('of 40 utterances, half beside the facts of another turn, a checker of figures, names and claims tells which', {
  timeout: 120_000,
}, async () => {
  const turns = shuffled(await talkedDays(DAYS), 'utterance').slice(0, PAIRS);
  const others = shuffled(turns, 'facts');
  const pairs = turns.map((turn, n) => {
    const isOwn = n % 2 === 0;
    const other = others.find((each) => each.day !== turn.day) ?? turn;
    const swapped = others[(n * 7) % PAIRS] ?? other;
    return { turn, isOwn, facts: factsOf(isOwn ? turn : swapped.day === turn.day ? other : swapped) };
  });
  const told = pairs.map(({ turn, isOwn, facts }) => {
    const { text, briefing } = turn;
    return { isOwn, isFounded: unfounded({ text, point: briefing.point }, facts).length === 0 };
  });
  expect(pairs.filter(({ isOwn }) => isOwn)).toHaveLength(PAIRS / 2);
  expect(told.filter(({ isOwn, isFounded }) => isOwn && !isFounded)).toEqual([]);
  expect(told.filter(({ isOwn, isFounded }) => isOwn === isFounded).length / PAIRS).toBeGreaterThanOrEqual(0.95);
});
