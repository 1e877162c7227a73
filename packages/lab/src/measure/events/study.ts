import type { Interval } from '../chance/bootstrap.ts';
import { intervalByDay } from '../chance/clusters.ts';
import { APART_HOURS, HORIZONS_HOURS, HOUR_MS } from '../conventions.ts';

/** Something that was said to come before a rise. */
export interface Finding {
  readonly token: string;
  readonly at: number;
}

/** What a study of findings looks up. */
export interface Prices {
  readonly tokens: readonly string[];
  /** The last close at or before an instant; null where there is none yet, or the recording has ended. */
  closeAt(token: string, at: number): number | null;
}

/** What followed on findings: the return of each token less that of all of them in equal parts. */
export interface Followed {
  readonly hours: number;
  readonly findings: number;
  /** Mean, a fraction; null where findings lie on fewer than two days. */
  readonly excess: Interval | null;
}

/** What followed on findings after each horizon. Findings on one token less than four hours apart count once. */
export function studyFindings(findings: readonly Finding[], prices: Prices, seed: string): readonly Followed[] {
  const apart = spacedOut(findings);
  return HORIZONS_HOURS.map((hours) => {
    const after = apart.flatMap(({ token, at }) => {
      const value = excessAfter({ token, at }, prices, hours * HOUR_MS);
      return value === null ? [] : [{ at, value }];
    });
    return { hours, findings: after.length, excess: intervalByDay(after, { seed: `${seed}|${hours}` }) };
  });
}

/** The findings without those that come too soon after one on the same token that counts. */
export function spacedOut(findings: readonly Finding[]): readonly Finding[] {
  const counted = new Map<string, number>();
  return findings
    .toSorted((a, b) => a.at - b.at)
    .filter(({ token, at }) => {
      if (at - (counted.get(token) ?? Number.NEGATIVE_INFINITY) < APART_HOURS * HOUR_MS) return false;
      counted.set(token, at);
      return true;
    });
}

function excessAfter({ token, at }: Finding, prices: Prices, spanMs: number): number | null {
  const change = (of: string): number | null => {
    const [from, to] = [prices.closeAt(of, at), prices.closeAt(of, at + spanMs)];
    return from === null || to === null ? null : to / from - 1;
  };
  const own = change(token);
  const market = prices.tokens.flatMap((one) => change(one) ?? []);
  if (own === null || market.length === 0) return null;
  return own - market.reduce((sum, value) => sum + value, 0) / market.length;
}
