import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type Gap, nextMove } from './gap.ts';

const START = Date.UTC(2026, 0, 5, 12);

/** What is told, minute by minute, of prices that are there (`.`) or not (`x`). */
function tellings(minutes: string): string {
  let known: Gap | null = null;
  return [...minutes]
    .map((sight, minute) => {
      const now = new Date(START + minute * MINUTE_MS);
      const move = nextMove(known, { silentSince: sight === 'x' ? new Date(now.getTime() - MINUTE_MS) : null, now });
      if (move.kind !== 'nothing') known = move.gap;
      return move.kind === 'tell' ? 'T' : move.kind === 'end' ? 'E' : '-';
    })
    .join('');
}

test('a gap is told at once, and its end as soon as prices come', () => {
  expect(tellings('..xx..')).toBe('--T-E-');
});

test('it is told again after pauses that grow', () => {
  const told = tellings('x'.repeat(3 * 1440));
  const minutes = [...told].flatMap((letter, minute) => (letter === 'T' ? [minute] : []));
  expect(minutes).toEqual([0, 5, 20, 80, 320, 1760, 3200]);
});

test('prices that come and go are one gap: whoever was told is not told that all is well too early', () => {
  expect(tellings('x.x.x.x....')).toBe('TET-----E--');
});

test('while a gap is open its end was not told, whatever prices do', () => {
  let isTold = false;
  const flapping = Array.from({ length: 600 }, (_, i) => ((i * 7919) % 13 < 5 ? 'x' : '.')).join('');
  const said = tellings(flapping);
  for (const [i, letter] of [...said].entries()) {
    if (letter === 'T') isTold = true;
    if (letter === 'E') isTold = false;
    if (flapping[i] === 'x') expect(isTold).toBe(true);
  }
});

test('after a day with prices it begins anew', () => {
  const said = tellings(`x.x..${'.'.repeat(1500)}x.x`);
  expect(said.slice(-3)).toBe('TET');
});

const told = (changes: Partial<Gap> = {}): Gap => ({
  isOpen: true,
  told: 1,
  since: new Date(START),
  nextTellAt: new Date(START + 5 * MINUTE_MS),
  freshSince: null,
  ...changes,
});
const after = (minutes: number, silent: boolean) => ({
  now: new Date(START + minutes * MINUTE_MS),
  silentSince: silent ? new Date(START) : null,
});

test.each([
  [1, 0],
  [2, 1],
  [3, 5],
  [4, 15],
  [5, 60],
  [9, 60],
])('a gap that was told %d times ends once prices have come for %d minutes', (times, calm) => {
  const gap = told({ told: times, freshSince: new Date(START) });
  expect(nextMove(gap, after(calm, false)).kind).toBe('end');
  if (calm > 0) expect(nextMove(gap, after(calm - 1 / 60, false)).kind).toBe('nothing');
});

test('that prices come again is noted once, and that they went again too, and nobody is told', () => {
  const gap = told({ told: 2 });
  const fresh = { ...gap, freshSince: new Date(START + MINUTE_MS) };
  expect(nextMove(gap, after(1, false))).toEqual({ kind: 'note', gap: fresh });
  expect(nextMove(fresh, after(1.5, false))).toEqual({ kind: 'nothing' });
  expect(nextMove(fresh, after(1.5, true))).toEqual({ kind: 'note', gap });
});

test('what is told again keeps its begin, and an end says when it was', () => {
  expect(nextMove(told(), after(5, true))).toEqual({
    kind: 'tell',
    gap: told({ told: 2, nextTellAt: new Date(START + 20 * MINUTE_MS) }),
  });
  expect(nextMove(told(), after(3, false))).toEqual({
    kind: 'end',
    gap: told({ isOpen: false, since: new Date(START + 3 * MINUTE_MS) }),
  });
});

test('a gap that ended a day ago is forgotten, one of a minute less is counted on', () => {
  const over = told({ isOpen: false, told: 3 });
  expect(nextMove(over, after(1440, true))).toMatchObject({ gap: { told: 1 } });
  expect(nextMove(over, after(1439, true))).toMatchObject({ gap: { told: 4 } });
});
