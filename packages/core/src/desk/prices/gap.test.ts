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
