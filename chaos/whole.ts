import { venues } from '@atc/venues/registry';
import { expect, inject, test } from 'vitest';
import { chaosVenues } from './chaos-desk.ts';
import { expectSurvival, type Survived } from './survive.ts';

const LIVES = { named: 16, lanes: 6, rounds: 48, faults: 0.2, kills: 260, leastKills: 200, longestLife: 220 };

test.each(chaosVenues)('every order life on %s outlives its kills', { timeout: 3_000_000 }, async (venue) => {
  const survived = await expectSurvival(venue, { seed: inject('chaosSeed'), ...LIVES });
  for (const line of linesOf(venue, survived)) process.stdout.write(`${line}\n`);
  expect(survived.orders).toBeGreaterThanOrEqual(500);
  const house = venues.find(({ name }) => name === venue);
  const twin = await house?.twin();
  if (twin?.chaos.fillsInParts) expect(survived.inParts).toBeGreaterThanOrEqual(50);
  if (house?.stopsRest) {
    expect(survived.stops.left).toBeGreaterThanOrEqual(200);
    expect(survived.stops.sold).toBeGreaterThanOrEqual(10);
  }
});

function linesOf(venue: string, { orders, inParts, stops, kills, points, settled }: Survived): readonly string[] {
  const ms = settled.map((restart) => restart.ms).sort((a, b) => a - b);
  const at = (share: number) => (ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? 0).toFixed(0);
  const open = Math.max(0, ...settled.map((restart) => restart.open));
  const where = [...points].sort(([, a], [, b]) => b - a);
  return [
    `${venue}: ${orders} order lives, ${inParts} of them filled in parts, ${kills} kills at ` +
      `${points.size} different points; every order once.`,
    ...(stops.left > 0 ? [stopLine(venue, stops)] : []),
    `${venue}: ${ms.length} restarts found open orders, at most ${open}; settled in ${at(0.5)} ms ` +
      `(p50), ${at(0.99)} ms (p99)`,
    ...where.map(([point, times]) => `${String(times).padStart(6)} × ${point}`),
  ];
}

function stopLine(venue: string, { left, sold }: Survived['stops']): string {
  return (
    `${venue}: ${left} stops left with it, ${sold} of them sold there; the others were taken back ` +
    'before the desk sold.'
  );
}
