export interface LiquidityFacts {
  readonly sizeUsd: number | null;
  readonly volume1hUsd: number | null;
  /** ATR(14, 1 h) as a fraction of the price. */
  readonly atrPct: number | null;
}

const FEE_BPS = 10;
// A market's spread and its depth go with how much it moves in an hour.
const SPREAD_PER_ATR = 0.04;
const IMPACT_PER_ATR = 0.6;
const BPS = 10_000;

/**
 * What getting in and out of a size costs, in basis points of it: fees, the spread, and an impact that grows with the
 * square root of the size's share of an hour's volume. An estimate from bars; null without volume or volatility.
 */
export function roundTripBps({ sizeUsd, volume1hUsd, atrPct }: LiquidityFacts): number | null {
  if (sizeUsd === null || atrPct === null || volume1hUsd === null || volume1hUsd <= 0) return null;
  const spread = SPREAD_PER_ATR * atrPct * BPS;
  const impact = IMPACT_PER_ATR * atrPct * BPS * Math.sqrt(sizeUsd / volume1hUsd);
  return 2 * (FEE_BPS + spread / 2 + impact);
}
