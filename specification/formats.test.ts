import { conveneRoundtable, formats, isHeld, talksDue } from '@atc/agents/roundtables';
import { seededDice } from '@atc/core/kernel/dice';
import { talkFormats } from '@atc/core/loop/kinds';
import { debateTerms, debateTurns } from '@atc/core/loop/reviews';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The chapter "Roundtable formats (6 formats)". Ad hoc: no schedule.
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

const everybody = ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'];
const table = [
  {
    format: 'morning_standup',
    always: ['atlas', 'sage', 'intel'],
    may: everybody,
    seats: [4, 6],
    turns: [6, 12],
    temperature: 0.6,
    schedule: { minutes: 6 * 60 + 30 },
    probability: 1,
    needsPositions: false,
  },
  {
    format: 'position_review',
    always: ['atlas', 'sage', 'scout'],
    may: ['atlas', 'sage', 'scout', 'growth'],
    seats: [3, 4],
    turns: [4, 8],
    temperature: 0.5,
    schedule: { minutes: 11 * 60 },
    probability: 0.8,
    needsPositions: true,
  },
  {
    format: 'post_mortem',
    always: ['atlas', 'sage', 'growth'],
    may: ['atlas', 'sage', 'scout', 'growth', 'intel'],
    seats: [4, 5],
    turns: [8, 15],
    temperature: 0.7,
    schedule: { minutes: 13 * 60 + 30 },
    probability: 1,
    needsPositions: false,
  },
  {
    // The pair with the lowest affinity sits at any debate that is not about a proposal.
    format: 'debate',
    always: ['sage', 'intel'],
    may: ['atlas', 'sage', 'intel'],
    seats: [2, 3],
    turns: [6, 10],
    temperature: 0.8,
    schedule: null,
    probability: 0.6,
    needsPositions: false,
  },
  {
    format: 'strategy_session',
    always: ['atlas', 'sage', 'growth'],
    may: ['atlas', 'sage', 'growth', 'intel'],
    seats: [3, 4],
    turns: [10, 16],
    temperature: 0.65,
    schedule: { minutes: 17 * 60, weekday: 'Sun' },
    probability: 1,
    needsPositions: false,
  },
  {
    format: 'watercooler',
    always: [],
    may: everybody,
    seats: [2, 3],
    turns: [3, 6],
    temperature: 0.9,
    schedule: { minutes: 18 * 60 },
    probability: 0.4,
    needsPositions: false,
  },
] as const;

test('there are six formats', () => {
  expect(talkFormats).toEqual(table.map(({ format }) => format));
  expect(Object.keys(formats)).toEqual(table.map(({ format }) => format));
});

test.each(table)('a $format is what the specification says', ({ format, always, may, ...figures }) => {
  expect(formats[format]).toMatchObject(figures);
  expect(formats[format].always).toEqual(always);
  expect([...formats[format].always, ...formats[format].others].toSorted()).toEqual([...may].toSorted());
});

test.each(table)('a $format that is convened sits the right number of the right agents', async (spec) => {
  const sizes = new Set<number>();
  for (let n = 0; n < 5; n += 1) {
    const payload = { format: spec.format, topic: `the ${n}th` };
    const end = await conveneRoundtable(company.ctx, { stepId: crypto.randomUUID(), payload });
    expect(end.kind).toBe('succeeded');
    const [row] = await company.ask(
      `SELECT participants::text[] AS sits, turns_planned AS turns, temperature FROM ops_roundtable_queue
       WHERE format = '${spec.format}' ORDER BY id DESC LIMIT 1`,
    );
    const sits = row?.sits as readonly string[];
    expect(sits).toEqual(expect.arrayContaining([...spec.always]));
    expect(spec.may).toEqual(expect.arrayContaining([...sits]));
    expect(row?.temperature).toBe(spec.temperature);
    expect(row?.turns).toBeGreaterThanOrEqual(spec.turns[0]);
    expect(row?.turns).toBeLessThanOrEqual(spec.turns[1]);
    sizes.add(sits.length);
  }
  expect([...sizes].every((size) => size >= spec.seats[0] && size <= spec.seats[1])).toBe(true);
  expect(sizes.size).toBeGreaterThan(1);
});

// 5,000 days: a fair share lies outside of 4.5 standard errors about once in 150,000 runs.
test.each(table)('a $format takes place as often as it should', ({ format, probability }) => {
  const DAYS = 5_000;
  const dice = seededDice('specification');
  const held = Array.from({ length: DAYS }, (_, n) => isHeld(dice, format, `${n}`)).filter((is) => is).length / DAYS;
  expect(Math.abs(held - probability)).toBeLessThanOrEqual(4.5 * Math.sqrt((probability * (1 - probability)) / DAYS));
});

// Wall times in Los Angeles, in winter (UTC-8) and in summer (UTC-7); the third of the rows is a Sunday.
test.each([
  ['morning_standup', '2025-02-03T14:30:00Z', '2025-07-07T13:30:00Z'],
  ['position_review', '2025-02-03T19:00:00Z', '2025-07-07T18:00:00Z'],
  ['post_mortem', '2025-02-03T21:30:00Z', '2025-07-07T20:30:00Z'],
  ['strategy_session', '2025-02-03T01:00:00Z', '2025-07-07T00:00:00Z'],
  ['watercooler', '2025-02-04T02:00:00Z', '2025-07-08T01:00:00Z'],
] as const)('a %s is due at its minute on the wall, and not before', (format, ...instants) => {
  const dueAt = (at: number) =>
    Array.from({ length: 40 }, (_, seed) => talksDue(seededDice(`${seed}`), new Date(at), 'America/Los_Angeles'))
      .flat()
      .some((talk) => talk.format === format);
  for (const instant of instants) {
    expect(dueAt(Date.parse(instant))).toBe(true);
    expect(dueAt(Date.parse(instant) - 60_000)).toBe(false);
  }
  const monday = Date.parse('2025-02-04T01:00:00Z');
  if (format === 'strategy_session') expect(dueAt(monday)).toBe(false);
});

test('two debate whose affinity is below 0.4, six times in ten', () => {
  expect(debateTerms).toMatchObject({ lowAffinity: 0.4, probability: 0.6, temperature: 0.8 });
  expect([debateTurns(0), debateTurns(0.999)]).toEqual([6, 10]);
});
