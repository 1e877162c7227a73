import { correlation, returnsOf } from '@atc/core/desk/entries';
import type { Candle } from '@atc/core/market';
import type { HeldToken } from './facts.ts';

export interface Likeness {
  readonly nearestSymbol: string | null;
  readonly nearestCorrelation: number | null;
  readonly correlatedCount: number;
}

const ALIKE = 0.8;

/** Which held token moves most like these bars, and how many move together with them (above 0.8). */
export function likenessOf(hours: readonly Candle[], held: readonly HeldToken[]): Likeness {
  const own = closes(hours);
  const known = held
    .map(({ symbol, hours: theirs }) => ({ symbol, value: correlation(returnsOf(own), returnsOf(closes(theirs))) }))
    .filter((pair): pair is { symbol: string; value: number } => pair.value !== null)
    .sort((a, b) => b.value - a.value);
  const [nearest] = known;
  return {
    nearestSymbol: nearest?.symbol ?? null,
    nearestCorrelation: nearest?.value ?? null,
    correlatedCount: known.filter(({ value }) => value > ALIKE).length,
  };
}

function closes(bars: readonly Candle[]): readonly number[] {
  return bars.map(({ close }) => close);
}
