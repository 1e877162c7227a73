import { seededDice } from '@atc/core/kernel/dice';
import { dayOf, MINUTE_MS, wallTimeOf } from '@atc/core/kernel/time';
import { type TalkFormat, talkFormats } from '@atc/core/loop/kinds';
import { expect, test } from 'vitest';
import { dueFormats, isHeld } from './due.ts';
import { formats } from './format.ts';

const ZONE = 'America/Los_Angeles';
const dice = seededDice('talks');

// 20,000 days of a seeded stream; a fair one lies outside of 4.5 standard errors about once in 150,000 runs.
test.each(talkFormats)('a %s that is due is held as often as its format says', (format) => {
  const DAYS = 20_000;
  const { probability } = formats[format];
  const held = Array.from({ length: DAYS }, (_, day) => isHeld(dice, format, `talk:${format}|${day}`)).filter(Boolean);
  const standardError = Math.sqrt((probability * (1 - probability)) / DAYS);
  expect(Math.abs(held.length / DAYS - probability)).toBeLessThanOrEqual(4.5 * standardError);
});

/** Beats of one wall-clock day, five minutes apart, with what each finds due. */
function beatsOf(day: string) {
  const start = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: 48 * 12 }, (_, i) => new Date(start + i * 300_000))
    .filter((at) => dayOf(at, ZONE) === day)
    .map((at) => ({ at, due: dueFormats(wallTimeOf(at, ZONE)) }));
}

// The wall clock goes forward on 9 March and back on 2 November 2025; both are Sundays, as is the ordinary 16 March.
test.each([
  { day: '2025-03-09', hours: 23, standup: '2025-03-09T13:30:00.000Z', session: '2025-03-10T00:00:00.000Z' },
  { day: '2025-03-16', hours: 24, standup: '2025-03-16T13:30:00.000Z', session: '2025-03-17T00:00:00.000Z' },
  { day: '2025-11-02', hours: 25, standup: '2025-11-02T14:30:00.000Z', session: '2025-11-03T01:00:00.000Z' },
])('on $day, of $hours hours, conversations are due by the clock on the wall, once', ({ day, hours, ...dueAt }) => {
  const beats = beatsOf(day);
  const first = (format: TalkFormat) => beats.find(({ due }) => due.includes(format))?.at.toISOString();
  expect(beats).toHaveLength(hours * 12);
  for (const format of talkFormats.filter((each) => formats[each].schedule)) {
    const due = beats.filter((beat) => beat.due.includes(format)).map(({ at }) => at.getTime());
    expect(due, format).toHaveLength(12);
    expect((due.at(-1) ?? 0) - (due[0] ?? 0), format).toBe(55 * MINUTE_MS);
  }
  expect({ standup: first('morning_standup'), session: first('strategy_session') }).toEqual(dueAt);
});

test('a strategy session is due on Sundays only', () => {
  expect(beatsOf('2025-03-10').some(({ due }) => due.includes('strategy_session'))).toBe(false);
});
