import { HOUR_MS } from '../../kernel/time/index.ts';

/** Pearson correlation of two series of returns of equal length; null with fewer than 8 pairs or no variation. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const n = Math.min(a.length, b.length);
  if (n < 8) return null;
  const x = a.slice(-n);
  const y = b.slice(-n);
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  const sums = x.reduce(
    (sum, value, i) => {
      const dx = value - meanX;
      const dy = (y[i] ?? 0) - meanY;
      return { xy: sum.xy + dx * dy, xx: sum.xx + dx * dx, yy: sum.yy + dy * dy };
    },
    { xy: 0, xx: 0, yy: 0 },
  );
  const spread = Math.sqrt(sums.xx * sums.yy);
  return spread > 0 ? sums.xy / spread : null;
}

/** Simple returns of successive closes. */
export function returnsOf(closes: readonly number[]): readonly number[] {
  return closes.slice(1).map((close, i) => close / (closes[i] ?? close) - 1);
}

/** What a held token is compared by: hourly closes of three days. */
export const BARS_COMPARED = { intervalMs: HOUR_MS, count: 72 } as const;
const CORRELATED = 0.8;

/** A held token with its closes. */
export interface HeldCloses {
  readonly symbol: string;
  readonly closes: readonly number[];
}

/** A held token that moves like another, and how much. */
export interface Correlated {
  readonly symbol: string;
  readonly r: number;
}

/** The held token whose closes move most like these; null where none moves along, above 0.8. */
export function findCorrelated(closes: readonly number[], held: readonly HeldCloses[]): Correlated | null {
  const own = returnsOf(closes);
  const [closest] = held
    .map(({ symbol, closes: theirs }) => ({ symbol, r: correlation(own, returnsOf(theirs)) ?? 0 }))
    .sort((a, b) => b.r - a.r);
  return closest && closest.r > CORRELATED ? closest : null;
}
