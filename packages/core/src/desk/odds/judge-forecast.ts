import type { Candle } from '../../market/index.ts';
import { type Forecast, HORIZON_MS, ROUND_TRIP_COST, type SettledForecast } from './odds.ts';

/** A day of which more than so much was not recorded settles nothing. */
const LEAST_RECORDED = 0.9;

/**
 * What came of a forecast: bought at its price, sold at its stop where a bar reached that, else at the close of its
 * day. `bars` are those of its day, oldest first, `barMs` long each. Null where too many are missing, or the stop did
 * not lie below the price.
 */
export function judgeForecast(
  { price, stop }: Pick<Forecast, 'price' | 'stop'>,
  bars: readonly Candle[],
  barMs: number,
): Pick<SettledForecast, 'paid' | 'resultR'> | null {
  const last = bars.at(-1);
  if (!last || bars.length * barMs < LEAST_RECORDED * HORIZON_MS || !(stop < price) || !(stop > 0)) return null;
  const hit = bars.find(({ low }) => low <= stop);
  // A bar that opens below the stop is sold at its opening.
  const soldAt = hit ? Math.min(stop, hit.open) : last.close;
  const result = soldAt / price - 1 - ROUND_TRIP_COST;
  return { paid: result > 0, resultR: result / (1 - stop / price) };
}
