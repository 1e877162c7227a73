import {
  type Calibration,
  calibrate,
  type Forecast,
  HORIZON_MS,
  judgeForecast,
  type Odds,
  RECORD_MS,
  type SettledForecast,
} from '@atc/core/desk/odds';
import type { World } from '../../world/index.ts';

/** A forecast, and what came of it once its day is over. */
export interface DeskForecast extends Forecast {
  readonly odds: Odds;
  /** Of its signal. */
  readonly source: string;
  result: Pick<SettledForecast, 'paid' | 'resultR'> | null;
}

/** Every forecast of the desk, and the maps that are fitted on them. */
export interface Forecasts {
  readonly all: readonly DeskForecast[];
  add(forecast: Omit<DeskForecast, 'result'>): void;
  /** The map of a kind as it was fitted last; null before the first. */
  calibrationOf(kind: string): Calibration | null;
  /** Settles what is due at an instant, and fits the maps anew where something was. */
  settle(market: World['market'], now: Date): void;
}

/** No forecast yet. */
export function openForecasts(): Forecasts {
  const all: DeskForecast[] = [];
  const maps = new Map<string, Calibration>();
  let settled = 0;
  return {
    all,
    add: (forecast) => all.push({ ...forecast, result: null }),
    calibrationOf: (kind) => maps.get(kind) ?? null,
    settle: (market, now) => {
      const before = settled;
      // They fall due in the order in which they were made.
      for (let next = all[settled]; next && isDue(next, now); next = all[settled]) {
        next.result = resultOf(market, next);
        settled += 1;
      }
      if (settled === before) return;
      for (const [kind, forecasts] of Map.groupBy(told(all, now), ({ kind: one }) => one))
        maps.set(kind, calibrate(forecasts));
    },
  };
}

const isDue = ({ madeAt }: Forecast, now: Date): boolean => madeAt.getTime() + HORIZON_MS <= now.getTime();

function resultOf(market: World['market'], forecast: Forecast): DeskForecast['result'] {
  const until = new Date(forecast.madeAt.getTime() + HORIZON_MS);
  return judgeForecast(forecast, market.barsClosedBetween(forecast.contract, forecast.madeAt, until), market.barMs);
}

function told(all: readonly DeskForecast[], now: Date): readonly (SettledForecast & { readonly kind: string })[] {
  const since = now.getTime() - RECORD_MS;
  return all
    .filter(({ result, madeAt }) => result !== null && madeAt.getTime() >= since)
    .flatMap(({ result, ...forecast }) => (result ? [{ ...forecast, ...result }] : []));
}
