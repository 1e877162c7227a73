import { expect, test } from 'vitest';
import { drawNormal, randomOf } from '../chance/random.ts';
import { type Prices, spacedOut, studyFindings } from './study.ts';

const HOUR = 3_600_000;
const TOKENS = ['A', 'B', 'C', 'D'];

/** Four tokens of which `A` gains `edge` over the next day whenever it was found, all moving with one market. */
function pricesWith(edge: number): Prices {
  const market = randomOf('market');
  const shared = Array.from({ length: 2600 }, () => 0.01 * drawNormal(market));
  const closes = new Map(
    TOKENS.map((token) => {
      const random = randomOf(token);
      let price = 100;
      const gain = token === 'A' ? edge / 24 : 0;
      return [token, shared.map((change) => (price *= 1 + change + gain + 0.002 * drawNormal(random)))];
    }),
  );
  return { tokens: TOKENS, closeAt: (token, at) => closes.get(token)?.[at / HOUR] ?? null };
}

const findings = Array.from({ length: 100 }, (_, day) => ({ token: 'A', at: day * 24 * HOUR }));

test('what a token gains over its market after a finding is measured, and the market is not', () => {
  const [, day] = studyFindings(findings, pricesWith(0.02), 'seed');
  // A quarter of the market is the token itself.
  expect(day).toMatchObject({ hours: 24, findings: 100 });
  expect(day?.excess?.low).toBeLessThan(0.015);
  expect(day?.excess?.high).toBeGreaterThan(0.015);
  expect(day?.excess?.low).toBeGreaterThan(0.01);
});

test('findings without an edge are not shown to have one', () => {
  for (const { excess } of studyFindings(findings, pricesWith(0), 'seed')) {
    expect(excess?.low).toBeLessThan(0);
    expect(excess?.high).toBeGreaterThan(0);
  }
});

test('a finding whose horizon ends after the recording is left out', () => {
  const late = [{ token: 'A', at: 2590 * HOUR }, ...findings];
  expect(studyFindings(late, pricesWith(0), 'seed').map((one) => one.findings)).toEqual([101, 100, 100]);
});

test('findings on one token within four hours of one that counts do not count again', () => {
  const found = [
    ['A', 0],
    ['A', 3],
    ['B', 3],
    ['A', 4],
    ['A', 7],
    ['A', 8],
  ].map(([token, hour]) => ({ token: String(token), at: Number(hour) * HOUR }));
  expect(spacedOut(found).map(({ token, at }) => `${token}${at / HOUR}`)).toEqual(['A0', 'B3', 'A4', 'A8']);
});
